/** The frame of all owner's pages: who is here, the store's way of writing, navigation, and a skeleton while a page is on its way. */
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation, useNavigation } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { useEffect, useState } from "react";
import type { Frame } from "~/components/how-written";
import ownerStyles from "~/components/owner.css?url";
import plotStyles from "~/components/plots.css?url";
import { PageError } from "~/components/page-error";
import { PageSkeleton, shapeOf } from "~/components/page-skeleton";
import { readStore } from "~/domain/insight/read-store.server";
import { env } from "~/env.server";
import { ownerWorld } from "~/owner.server";
import { BareShell, Shell } from "~/shell";
import { passOnHeaders } from "~/shopify.server";

export const links: LinksFunction = () => [polarisStyles, ownerStyles, plotStyles].map((href) => ({ rel: "stylesheet", href }));

export async function loader({ request }: LoaderFunctionArgs): Promise<Frame> {
  const { world } = await ownerWorld(request);
  const { name, locale, timeZone } = await readStore(world);
  return { apiKey: env().SHOPIFY_API_KEY, store: { name, locale, timeZone } };
}

/** The library's own answers carry headers that the admin needs. */
export const headers: HeadersFunction = (given) => passOnHeaders(given);

const SLOW_MS = 250;

export default function App() {
  const { apiKey } = useLoaderData<typeof loader>();
  const coming = useSlowNavigation();
  return <Shell apiKey={apiKey}>{coming ? <PageSkeleton shape={shapeOf(coming)} /> : <Outlet />}</Shell>;
}

/** The path of a page that takes longer than a blink; null otherwise, and while the same page only renews itself. */
function useSlowNavigation(): string | null {
  const { state, location } = useNavigation();
  const { pathname } = useLocation();
  const [slow, setSlow] = useState<string | null>(null);
  const coming = state === "loading" && location.pathname !== pathname ? location.pathname : null;
  useEffect(() => {
    const timer = coming === null ? undefined : setTimeout(() => setSlow(coming), SLOW_MS);
    return () => clearTimeout(timer);
  }, [coming]);
  return slow !== null && slow === coming ? slow : null;
}

export function ErrorBoundary() {
  return (
    <BareShell>
      <PageError />
    </BareShell>
  );
}
