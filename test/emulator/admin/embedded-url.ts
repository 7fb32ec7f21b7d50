/**
 * The address under which Shopify's admin opens an app's page in its frame: the app's path with `embedded`, `host`, a fresh
 * session token, and an HMAC over all of it. The host page uses it, and so does whoever plays the admin without a browser.
 */
import { createHmac } from "node:crypto";
import { signSessionToken } from "../auth/session-token.ts";
import type { EmulatorContext } from "../context.ts";
import { storeName } from "./admin-frame.ts";

/** @param path the app's own path and query, e.g. "/app/settings?tab=offer". @throws when it isn't a path. */
export async function embeddedUrl(context: EmulatorContext, path: string): Promise<string> {
  const url = new URL(path, context.config.appUrl);
  if (!path.startsWith("/") || url.origin !== new URL(context.config.appUrl).origin)
    throw new Error(`an app's page is named by a path such as /app, not ${path}`);
  const parameters: Record<string, string> = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${storeName(context)}`)
      .toString("base64")
      .replace(/=+$/, ""),
    id_token: await signSessionToken(context),
    locale: "en",
    session: createHmac("sha256", context.config.apiSecret).update("admin session").digest("hex"),
    shop: context.books.theShop.domain,
    timestamp: String(Math.floor(context.clock.now().getTime() / 1000)),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  url.searchParams.delete("hmac");
  url.searchParams.set("hmac", hmacOf(url.searchParams, context.config.apiSecret));
  return url.href;
}

/** Hex HMAC-SHA256 over `name=value` pairs sorted by name and joined by "&". */
function hmacOf(query: URLSearchParams, secret: string): string {
  const pairs = [...query].map(([name, value]) => new URLSearchParams({ [name]: value }).toString());
  return createHmac("sha256", secret).update(pairs.sort().join("&")).digest("hex");
}
