/**
 * Where the library sends a page that was asked for without saying whose: a link pressed before the page had come alive, or
 * an address opened outside the admin. Whoever comes from a page of ours that did say it is sent back with it, to be signed
 * in there; anybody else reads where to open the app.
 */
import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { env } from "~/env.server";
import { frameWords } from "~/words/admin/frame";

const words = frameWords.notLetIn;

export function loader({ request }: LoaderFunctionArgs) {
  const from = URL.parse(request.headers.get("referer") ?? "");
  const [shop, host] = [from?.searchParams.get("shop"), from?.searchParams.get("host")];
  // Only a hint where to sign in: Shopify's token, asked for next, says whose it is.
  if (shop && host && from?.origin === new URL(env().SHOPIFY_APP_URL).origin)
    throw redirect(`/app?${new URLSearchParams({ embedded: "1", host, shop })}`);
  return null;
}

export const meta: MetaFunction = () => [{ title: words.title }];

export default function Login() {
  return (
    <main style={{ fontFamily: "Georgia, serif", lineHeight: 1.5, margin: "15vh auto", maxWidth: "34rem", padding: "0 1.25rem" }}>
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      <p>
        <a href="https://admin.shopify.com/" target="_top">
          {words.action}
        </a>
      </p>
    </main>
  );
}
