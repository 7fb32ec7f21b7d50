/** A webhook as Shopify sends it: signed over its raw bytes, with Shopify's headers. */
import { signWebhook } from "../emulator/webhooks/sign.ts";

export type Webhook = {
  topic: string;
  shop: string;
  /** Text as it is, anything else as JSON. */
  body: unknown;
  webhookId?: string;
  eventId?: string;
  triggeredAt?: Date;
  apiVersion?: string;
  secret?: string;
  /** Over what is signed; null takes a header away. */
  headers?: Record<string, string | null>;
};

let count = 0;

export function webhookRequest(webhook: Webhook): Request {
  const body = typeof webhook.body === "string" ? webhook.body : JSON.stringify(webhook.body);
  const headers = new Headers({
    "content-type": "application/json",
    "x-shopify-topic": webhook.topic,
    "x-shopify-shop-domain": webhook.shop,
    "x-shopify-webhook-id": webhook.webhookId ?? `webhook-${++count}`,
    "x-shopify-event-id": webhook.eventId ?? `event-${count}`,
    "x-shopify-api-version": webhook.apiVersion ?? "2026-10",
    "x-shopify-triggered-at": (webhook.triggeredAt ?? new Date("2026-11-02T09:00:00Z")).toISOString(),
    "x-shopify-hmac-sha256": signWebhook(body, webhook.secret ?? process.env.SHOPIFY_API_SECRET!),
  });
  for (const [name, value] of Object.entries(webhook.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return new Request("http://localhost:3000/webhooks", { method: "POST", headers, body });
}
