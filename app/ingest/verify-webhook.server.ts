/** Whether Shopify signed these bytes: HMAC-SHA256 of the raw body under our secret, or the one before its rotation. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** @param signature the header X-Shopify-Hmac-Sha256, base64; null when it is missing */
export function isSignedByShopify(body: Uint8Array, signature: string | null, secrets: string[]): boolean {
  if (!signature) return false;
  const given = Buffer.from(signature, "base64");
  let matches = false;
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(body).digest();
    // Every secret is tried, so that the time taken does not tell which one matched.
    if (given.length === expected.length && timingSafeEqual(given, expected)) matches = true;
  }
  return matches;
}
