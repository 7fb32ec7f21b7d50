/** Fingerprints by HMAC-SHA-256 under a key of their own, drawn from the app's encryption key by HKDF (RFC 5869). */
import { createHmac, hkdfSync } from "node:crypto";
import { env } from "~/env.server";
import type { Fingerprint } from "~/ports/fingerprint";

const under = (hexKey: string, text: string): string => {
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(hexKey, "hex"), Buffer.alloc(0), "regulars fingerprint", 32));
  return createHmac("sha256", key).update(text, "utf8").digest("hex");
};

export const keyedFingerprint: Fingerprint = {
  of: (text) => under(env().ENCRYPTION_KEY, text),
  all: (text) => [env().ENCRYPTION_KEY, env().ENCRYPTION_KEY_PREVIOUS].filter((key) => key !== undefined).map((key) => under(key, text)),
};
