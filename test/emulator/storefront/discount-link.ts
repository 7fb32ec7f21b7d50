/**
 * `/discount/CODE?redirect=/path`: remembers the code for this visit and sends the browser on, only within the store. As the
 * real link's cookie holds one code, the link's code takes the place of any other. Whether it applies shows at the checkout.
 */
import { safePath } from "./safe-path.ts";
import type { StorefrontRoute } from "./storefront-handler.ts";

export const discountLink: StorefrontRoute = (_context, visit, request, url) => {
  const [, encoded] = /^\/discount\/([^/]+)\/?$/.exec(url.pathname) ?? [];
  if (!encoded) return null;
  if (request.method !== "GET") return new Response("A discount link is followed by GET.", { status: 405, headers: { allow: "GET" } });
  const code = decoded(encoded).trim();
  if (code !== "" && code.length <= 255) visit.codes = [code];
  const target = safePath(url.searchParams.get("redirect"), "/");
  return new Response(null, { status: 302, headers: { location: target, "cache-control": "no-store" } });
};

/** A path segment that is no proper encoding is taken as it stands. */
function decoded(segment: string): string {
  return /%(?![0-9a-f]{2})/i.test(segment)
    ? segment
    : new URLSearchParams(`code=${segment.replaceAll("+", "%2B").replaceAll("&", "%26")}`).get("code")!;
}
