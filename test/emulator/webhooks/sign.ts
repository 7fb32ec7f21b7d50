/** How Shopify signs webhooks: HMAC-SHA256 of the raw body with the app's secret, in base64. Never a shortcut. */
import { createHmac } from "node:crypto";
import type { EmulatorConfig, Faults } from "../context.ts";

/** The `X-Shopify-Hmac-Sha256` of a body. */
export function signWebhook(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body, "utf8").digest("base64");
}

/** The secret before the last rotation. */
export const previousSecret = (config: Pick<EmulatorConfig, "apiSecret" | "previousApiSecret">): string =>
  config.previousApiSecret ?? `${config.apiSecret}-old`;

/** The secret to sign with under the fault asked for; "wrong" is nobody's. */
export function signingSecret(
  config: Pick<EmulatorConfig, "apiSecret" | "previousApiSecret">,
  fault: Faults["webhooks"]["secret"],
): string {
  if (fault === "old") return previousSecret(config);
  return fault === "wrong" ? `not-${config.apiSecret}` : config.apiSecret;
}
