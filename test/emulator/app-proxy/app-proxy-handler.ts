/**
 * `/apps/<subpath>/…` on the store's domain: the app's own pages inside the store. An answer of type `application/liquid` is
 * run as Liquid inside the theme's layout (or alone after `{% layout none %}`); anything else passes as it is. A failing app
 * shows the shopper a page that says so, as Shopify does.
 */
import type { EmulatorContext, Handler } from "../context.ts";
import { message } from "../storefront/catalogue-routes.ts";
import { globalObjects } from "../storefront/liquid/objects.ts";
import { themeLiquid, themeResponse } from "../storefront/theme.ts";
import { rememberArrival, signedIn, visitOf, withVisit, type Visit } from "../storefront/visits.ts";
import { askApp, ProxyFailure } from "./ask-app.ts";

const LAYOUT_NONE = /\{%-?\s*layout\s+none\s*-?%\}/;

export const appProxyHandler: Handler = async (context, request, url) => {
  const pathPrefix = proxyPath(context);
  if (url.pathname !== pathPrefix && !url.pathname.startsWith(`${pathPrefix}/`)) return null;
  const visit = visitOf(context, request);
  rememberArrival(visit, request, url);
  return withVisit(request, visit, await proxied(context, request, url, visit, pathPrefix));
};

/** e.g. "/apps/regulars"; the first part is the merchant's to change. */
export function proxyPath(context: EmulatorContext): string {
  const prefix = context.books.installation.get(context.config.apiKey)?.proxyPrefix ?? context.config.proxyPrefix;
  return `/${prefix}/${context.config.proxySubpath}`;
}

async function proxied(context: EmulatorContext, request: Request, url: URL, visit: Visit, pathPrefix: string): Promise<Response> {
  const installation = context.books.installation.get(context.config.apiKey);
  if (!installation || installation.uninstalledAt !== null)
    return message(context, visit, url, 404, "We can't find that", "The app that makes this page isn't installed.");
  try {
    const path = { pathPrefix, rest: url.pathname.slice(pathPrefix.length), customerId: signedIn(context, visit)?.id ?? null };
    const answer = await askApp(context, request, url, path);
    if (!(answer.headers.get("content-type") ?? "").startsWith("application/liquid")) return answer;
    return await asLiquid(context, visit, url, answer);
  } catch (error) {
    if (!(error instanceof ProxyFailure)) throw error;
    context.log.push({ at: context.clock.iso(), what: `app proxy ${url.pathname}: ${error.message}` });
    return message(
      context,
      visit,
      url,
      502,
      "This page isn't there just now",
      "There was an error in the app that makes this page. Please try again in a moment.",
    );
  }
}

async function asLiquid(context: EmulatorContext, visit: Visit, url: URL, answer: Response): Promise<Response> {
  const source = await answer.text();
  const globals = globalObjects(context, visit, url, "page");
  const body = await themeLiquid(context).parseAndRender(source.replace(LAYOUT_NONE, ""), globals, { globals });
  const whole = LAYOUT_NONE.test(source)
    ? htmlOf(body, answer.status)
    : await themeResponse(context, visit, url, { template: "page", title: titleOf(body), body, status: answer.status });
  const headers = new Headers(answer.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  return new Response(whole.body, { status: answer.status, headers });
}

function htmlOf(body: string, status: number): Response {
  return new Response(body, { status });
}

/** A proxied page has no title of its own on Shopify; the first heading helps whoever has several tabs open. */
function titleOf(body: string): string {
  const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/i.exec(body)?.[1] ?? "";
  const text = heading
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return unescaped(text) || "Page";
}

/** The layout escapes titles itself. */
function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]!);
}
