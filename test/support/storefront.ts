/**
 * A shopper asking the app through Shopify's proxy: signed as Shopify signs, sent to the route that Remix would pick. For
 * tests of single pages; the browser tests and the tour go through the emulator's own proxy.
 */
import * as anywhere from "~/routes/proxy.$";
import * as slug from "~/routes/proxy.$slug";
import * as click from "~/routes/proxy.click.$clickId";
import * as join from "~/routes/proxy.join";
import * as optOut from "~/routes/proxy.opt-out";
import * as rewards from "~/routes/proxy.rewards";
import * as statement from "~/routes/proxy.statement";
import { clock } from "~/world.server";
import { signProxyQuery } from "../emulator/app-proxy/sign-proxy-query.ts";

export type Ask = {
  shop: string;
  /** Below the proxy: "/join?token=…". */
  path: string;
  /** Posted as a form; as pairs where a name is there more than once. */
  form?: Record<string, string> | [string, string][];
  buyerId?: string | null;
  /** In place of Shopify's own. */
  timestamp?: number;
  pathPrefix?: string;
  secret?: string;
  /** What is signed or added after it; the last chance to forge. */
  before?: (query: URLSearchParams) => void;
  after?: (query: URLSearchParams) => void;
  ip?: string;
  userAgent?: string;
  /** What their browser would like to read. */
  acceptLanguage?: string;
  method?: string;
};

export function proxyRequest(ask: Ask): Request {
  const url = new URL(`/proxy${ask.path}`, "http://localhost:3000");
  const query = url.searchParams;
  query.append("shop", ask.shop);
  query.append("logged_in_customer_id", ask.buyerId ?? "");
  query.append("path_prefix", ask.pathPrefix ?? "/apps/regulars");
  query.append("timestamp", String(ask.timestamp ?? Math.floor(clock.now().getTime() / 1000)));
  ask.before?.(query);
  query.append("signature", signProxyQuery(query, ask.secret ?? process.env.SHOPIFY_API_SECRET!));
  ask.after?.(query);
  return new Request(url, {
    method: ask.method ?? (ask.form ? "POST" : "GET"),
    headers: {
      "x-forwarded-for": ask.ip ?? "203.0.113.7",
      accept: "text/html",
      ...(ask.userAgent && { "user-agent": ask.userAgent }),
      ...(ask.acceptLanguage && { "accept-language": ask.acceptLanguage }),
    },
    body: ask.form && new URLSearchParams(ask.form),
  });
}

/** The answer of the route that Remix would pick for this path. */
export async function answerOf(request: Request): Promise<Response> {
  const [, first = "", more] = new URL(request.url).pathname.replace(/^\/proxy/, "").split("/");
  if (first === "click" && more && request.method === "GET")
    return click.loader({ request, params: { clickId: decodeURIComponent(more) } });
  const routes: Record<string, { loader: Route; action: Route }> = { join, rewards, statement, "opt-out": optOut };
  const route = more !== undefined || !first ? anywhere : (routes[first.toLowerCase()] ?? slug);
  const handler = (["GET", "HEAD"].includes(request.method) ? route.loader : route.action) as Route;
  return handler({ request, params: { slug: decodeURIComponent(first) } });
}
type Route = (args: { request: Request; params: { slug?: string } }) => Promise<Response>;

/** `html` is the page without its style and script; `whole` has them. */
export type Shown = { status: number; html: string; whole: string; headers: Headers };

export async function askStorefront(ask: Ask): Promise<Shown> {
  const response = await answerOf(proxyRequest(ask));
  const whole = await response.text();
  return { status: response.status, html: whole.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ""), whole, headers: response.headers };
}

/** Every value of a mark on a page, entities undone. */
export const marksOf = ({ html }: { html: string }, name: string): string[] =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value]) => unescaped(value));

/** The fields of the first form on a page that has all of these names with these values. */
export function formWith({ html }: { html: string }, wanted: Record<string, string | RegExp>): Record<string, string> {
  for (const [, inside] of html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/g)) {
    const fields: Record<string, string> = {};
    for (const [input] of inside.matchAll(/<input\b[^>]*>/g)) {
      if (/type="checkbox"/.test(input) || !/ name="/.test(input)) continue;
      fields[/ name="([^"]*)"/.exec(input)![1]] = unescaped(/ value="([^"]*)"/.exec(input)?.[1] ?? "");
    }
    if (
      Object.entries(wanted).every(([name, value]) => (typeof value === "string" ? fields[name] === value : value.test(fields[name] ?? "")))
    )
      return fields;
  }
  throw new Error(`no form with ${JSON.stringify(wanted)} on the page`);
}

/** What a person reads. */
export const textOf = ({ html }: { html: string }): string => unescaped(html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " "));

const unescaped = (text: string): string =>
  text.replace(/&(#x[0-9a-f]+|#\d+|amp|lt|gt|quot);/gi, (_whole, name: string) =>
    name[0] === "#"
      ? String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)))
      : { amp: "&", lt: "<", gt: ">", quot: '"' }[name]!,
  );
