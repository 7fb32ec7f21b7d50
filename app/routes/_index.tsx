/** The bare address: Shopify opens the app here with the shop named, and is sent on; anybody else reads what this is. */
import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { landingWords } from "~/words/admin/frame";

export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  if (searchParams.has("shop") || searchParams.has("host")) throw redirect(`/app?${searchParams}`);
  return null;
}

export const meta: MetaFunction = () => [{ title: landingWords.title }];

export default function Landing() {
  return (
    <main style={{ fontFamily: "Georgia, serif", lineHeight: 1.5, margin: "15vh auto", maxWidth: "34rem", padding: "0 1.25rem" }}>
      <h1>{landingWords.title}</h1>
      <p>{landingWords.text}</p>
      <p>{landingWords.how}</p>
    </main>
  );
}
