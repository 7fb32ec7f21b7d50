/**
 * Carries a shopper's request to the app as Shopify's proxy does: signed, without cookies either way, and following
 * redirects itself, so that the shopper's browser never sees one.
 */
import type { EmulatorContext } from "../context.ts";
import { signProxyQuery } from "./sign-proxy-query.ts";

export const PROXY_TIMEOUT_MS = 10_000;
const MOST_REDIRECTS = 5;
const MOST_BODY_BYTES = 1024 * 1024;
/** All that an app learns of the browser. */
const FORWARDED = ["accept", "accept-language", "content-type", "user-agent", "x-requested-with"];
/** Never passed back: cookies, and what belongs to one connection or one encoding. */
const DROPPED = new Set(["set-cookie", "connection", "keep-alive", "transfer-encoding", "content-encoding", "content-length", "date"]);

/** The app gave no usable answer; the message says what happened. */
export class ProxyFailure extends Error {
  override name = "ProxyFailure";
}

export type ProxiedPath = { pathPrefix: string; rest: string; customerId: string | null };

/** @throws ProxyFailure when the app is down, silent, too slow or redirects without end. */
export async function askApp(
  context: EmulatorContext,
  request: Request,
  url: URL,
  path: ProxiedPath,
  timeoutMs = PROXY_TIMEOUT_MS,
): Promise<Response> {
  const headers = new Headers();
  for (const name of FORWARDED) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  // What the browser sent of it stays in front, forged or not, as Shopify's edge and whatever stands before the app add theirs.
  headers.set("x-forwarded-for", [request.headers.get("x-forwarded-for"), "127.0.0.1"].filter(Boolean).join(", "));
  const signal = AbortSignal.timeout(timeoutMs);
  let target = appUrl(context, url, path);
  let method = request.method;
  let body = method === "GET" || method === "HEAD" ? undefined : await request.arrayBuffer();
  if (body && body.byteLength > MOST_BODY_BYTES) return new Response("The posted body is too large.", { status: 413 });
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const answer = await reach(target, { method, headers, body, redirect: "manual", signal });
    const location = answer.headers.get("location");
    if (answer.status < 300 || answer.status >= 400 || answer.status === 304 || location === null) return withoutCookies(answer);
    await answer.body?.cancel();
    target = new URL(location, target);
    if (target.origin !== new URL(context.config.appUrl).origin)
      throw new ProxyFailure(`the app redirected to ${target.origin}, where the proxy can't follow`);
    if (answer.status !== 307 && answer.status !== 308 && method !== "HEAD") {
      method = "GET";
      body = undefined;
      headers.delete("content-type");
    }
  }
  throw new ProxyFailure(`the app redirected more than ${MOST_REDIRECTS} times`);
}

/**
 * What the shopper added to the address stays, also where it repeats a name of Shopify's own: an app must refuse that. Only a
 * `signature` of theirs is dropped.
 */
function appUrl(context: EmulatorContext, url: URL, { pathPrefix, rest, customerId }: ProxiedPath): URL {
  const query = new URLSearchParams(url.searchParams);
  query.delete("signature");
  query.append("shop", context.books.theShop.domain);
  query.append("logged_in_customer_id", customerId ?? "");
  query.append("path_prefix", pathPrefix);
  query.append("timestamp", String(Math.floor(context.clock.now().getTime() / 1000)));
  query.append("signature", signProxyQuery(query, context.config.apiSecret));
  return new URL(`${context.config.proxyAppPath}${rest}?${query}`, context.config.appUrl);
}

async function reach(target: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(target, init);
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: Error };
    throw new ProxyFailure(
      name === "TimeoutError" ? "the app took too long to answer" : `the app can't be reached: ${cause?.message || message}`,
    );
  }
}

function withoutCookies(answer: Response): Response {
  const headers = new Headers();
  for (const [name, value] of answer.headers) if (!DROPPED.has(name)) headers.set(name, value);
  return new Response(answer.body, { status: answer.status, headers });
}
