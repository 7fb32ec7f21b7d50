/**
 * The receiver of all webhooks: raw bytes, signature, then receipt and job in one transaction, then 200. What is not
 * signed leaves no trace; what is signed is never refused for what it says (200, and set aside with a reason); when the
 * database is away or slow the answer is 503, so that Shopify sends it again, and never a false 200.
 */
import { logger } from "~/adapters/logger.server";
import { ADMIN_API_VERSION } from "~/adapters/shopify-admin/api-version";
import { env } from "~/env.server";
import type { World } from "~/ports/world";
import { worldFor } from "~/world.server";
import { readBody } from "./read-body.server";
import { readPayload } from "./read-payload";
import { isSignedByShopify } from "./verify-webhook.server";
import { heardOfAnyShop, workOn } from "./webhook-topics.server";

const MOST_BYTES = 8 * 1024 * 1024;
/** Shopify waits five seconds. */
const ANSWER_WITHIN_MS = 4_000;
const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

export async function receiveWebhook(request: Request): Promise<Response> {
  if (request.method !== "POST") return answer(405, "Webhooks are POSTed.");
  const body = await readBody(request, MOST_BYTES);
  if (!body) return answer(413, "The body is larger than any webhook.");
  const { SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS } = env();
  const secrets = [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  if (!isSignedByShopify(body, request.headers.get("x-shopify-hmac-sha256"), secrets)) return answer(401, "The signature does not match.");

  const message = readMessage(request.headers, body);
  if (!message) return answer(400, "X-Shopify-Shop-Domain, -Topic and -Webhook-Id must name the webhook.");
  try {
    await within(ANSWER_WITHIN_MS, keep(worldFor(message.shopId), message));
    return answer(200, "");
  } catch (error) {
    logger().error({ error, topic: message.topic, shop: message.shopId }, "a webhook could not be kept; Shopify will send it again");
    return answer(503, "The webhook could not be kept; send it again.");
  }
}

type Message = {
  shopId: string;
  topic: string;
  webhookId: string;
  eventId: string | null;
  apiVersion: string | null;
  triggeredAt: Date | null;
  body: string;
};

function readMessage(headers: Headers, body: Uint8Array): Message | null {
  const shopId = headers.get("x-shopify-shop-domain")?.toLowerCase() ?? "";
  const topic = headers.get("x-shopify-topic")?.toLowerCase() ?? "";
  const webhookId = headers.get("x-shopify-webhook-id") ?? "";
  if (!SHOP.test(shopId) || !topic || !webhookId) return null;
  const triggered = new Date(headers.get("x-shopify-triggered-at") ?? "");
  return {
    shopId,
    topic,
    webhookId,
    eventId: headers.get("x-shopify-event-id"),
    apiVersion: headers.get("x-shopify-api-version"),
    // A date of six-digit years is one to JavaScript, not to the database.
    triggeredAt: Number.isNaN(triggered.getTime()) || triggered.getUTCFullYear() > 9_999 ? null : triggered,
    // PostgreSQL's text holds no NUL, and JSON may not contain one either.
    body: new TextDecoder().decode(body).replaceAll("\0", "\ufffd"),
  };
}

/** Receipt and job, together or not at all. A webhook that came before adds neither. */
async function keep(world: World, message: Message): Promise<void> {
  const { shopId, topic, webhookId } = message;
  await world.transaction(async ({ db, queue }) => {
    const shop = await db.shop.findUnique({ where: { shopId }, select: { state: true } });
    const { state, reason } = firstState(message, shop?.state ?? null);
    const { count } = await db.receipt.createMany({
      // What nothing is done about needs no body: that it came is enough.
      data: [{ ...message, body: state === "ignored" ? "" : message.body, state, reason, receivedAt: world.clock.now() }],
      skipDuplicates: true,
    });
    if (!count) return;
    if (state === "waiting") await queue.add("receipt.process", { topic, webhookId }, { onceKey: `${topic} ${webhookId}` });
    if (reason) logger().warn({ shop: shopId, topic, reason }, `a webhook was kept as ${state}`);
  });
}

function firstState({ topic, apiVersion, body }: Message, shopState: string | null): { state: string; reason: string | null } {
  if (!workOn(topic)) return { state: "ignored", reason: "nothing is done on this topic" };
  if (!readPayload(body)) return { state: "quarantined", reason: "the body is not a JSON object" };
  if (!heardOfAnyShop.has(topic)) {
    if (shopState === null) return { state: "ignored", reason: "the shop is not known" };
    if (shopState === "uninstalled") return { state: "ignored", reason: "the shop has left" };
  }
  // Only ids are taken from a body, so another version is worked on all the same.
  if (apiVersion !== ADMIN_API_VERSION)
    return { state: "waiting", reason: `written in API version ${apiVersion ?? "unknown"}, not ${ADMIN_API_VERSION}` };
  return { state: "waiting", reason: null };
}

/** When time runs out the work goes on alone: committed, the next delivery is a duplicate; failed, it is the first. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      work.catch((error: unknown) => logger().warn({ error }, "a webhook's transaction failed after its answer"));
      reject(new Error(`the database took longer than ${ms} ms`));
    }, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const answer = (status: number, text: string): Response =>
  new Response(text || null, { status, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
