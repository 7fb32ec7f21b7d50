/**
 * Which store the web pixel speaks for: the shop and a signature of ours, since the pixel runs where everybody can look. Whoever has
 * seen it can tell us of clicks of that store whose ids they know, and nothing else.
 */
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "~/env.server";

/** What the extension's settings hold for this store. */
export const pixelSettings = (shopId: string): { accountID: string; address: string } => ({
  accountID: `${shopId}.${signatureOf(env().ENCRYPTION_KEY, shopId)}`,
  address: new URL("/pixel", env().SHOPIFY_APP_URL).href,
});

/** The shop of an account that we signed, under the current or the previous key; null for every other text. */
export function shopOfPixel(account: string): string | null {
  const [, shopId, signature] = /^([a-z0-9][a-z0-9-]{0,60}\.myshopify\.com)\.([\w-]{43})$/.exec(account) ?? [];
  if (!shopId) return null;
  const { ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS } = env();
  const given = Buffer.from(signature);
  const keys = [ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS].filter((key) => key !== undefined);
  return keys.filter((key) => timingSafeEqual(given, Buffer.from(signatureOf(key, shopId)))).length > 0 ? shopId : null;
}

function signatureOf(hexKey: string, shopId: string): string {
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(hexKey, "hex"), Buffer.alloc(0), "regulars pixel", 32));
  return createHmac("sha256", key).update(shopId, "utf8").digest("base64url");
}
