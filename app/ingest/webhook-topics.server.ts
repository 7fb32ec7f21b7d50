/**
 * What each topic of shopify.app.toml sets going. A webhook is a trigger, never the truth: orders and customers are read
 * again from Shopify, so order and repetition of webhooks do not matter.
 */
import { refreshMarks } from "~/domain/attribution/refresh-marks.server";
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { PRIVACY_TOPICS } from "~/domain/privacy/privacy";
import { uninstallShop } from "~/domain/shop/uninstall-shop.server";
import { updateShop } from "~/domain/shop/update-shop.server";
import { declaredScopes } from "~/env.server";
import type { World } from "~/ports/world";
import { readOlderOrders } from "./history/read-older-orders.server";
import { joinMergedBuyers } from "./join-merged-buyers.server";
import { noteDeletedOrder } from "./note-deleted-order.server";
import { idAt, type Payload } from "./read-payload";
import { refreshBuyer } from "./refresh-buyer.server";

export type Trigger = { payload: Payload; webhookId: string; triggeredAt: Date };
/** What came of it, in words for the receipt; "ignored" says why. */
export type Processed = { state: "done"; reason?: string } | { state: "ignored" | "quarantined"; reason: string };

const done: Processed = { state: "done" };
const noId = (what: string): Processed => ({ state: "quarantined", reason: `the payload names no ${what}` });

async function orderChanged(world: World, { payload }: Trigger): Promise<Processed> {
  const orderId =
    idAt(payload, "order_edit", "order_id") ?? idAt(payload, "order_id") ?? idAt(payload, "admin_graphql_api_id") ?? idAt(payload, "id");
  if (!orderId) return noId("order");
  await world.transaction(({ queue }) => queue.add("order.refresh", { orderId }, { onceKey: orderId }));
  return done;
}

async function orderDeleted(world: World, { payload }: Trigger): Promise<Processed> {
  const orderId = idAt(payload, "admin_graphql_api_id") ?? idAt(payload, "id");
  if (!orderId) return noId("order");
  const { outcome } = await noteDeletedOrder(world, { orderId });
  if (outcome === "unknown order") return { state: "ignored", reason: "an order that was never read" };
  return outcome === "still there" ? { state: "ignored", reason: "Shopify still shows the order" } : done;
}

async function buyerChanged(world: World, { payload }: Trigger): Promise<Processed> {
  const buyerId = idAt(payload, "admin_graphql_api_id") ?? idAt(payload, "id");
  if (!buyerId) return noId("customer");
  const { outcome } = await refreshBuyer(world, { buyerId });
  await refreshMarks(world, { buyerId });
  return outcome === "no buyer" ? { state: "ignored", reason: "a customer without orders" } : done;
}

async function buyersMerged(world: World, { payload }: Trigger): Promise<Processed> {
  const keptId = idAt(payload, "admin_graphql_api_customer_kept_id");
  const deletedId = idAt(payload, "admin_graphql_api_customer_deleted_id");
  if (!keptId || !deletedId) return noId("pair of customers");
  if (payload.status === "failed") return { state: "ignored", reason: "Shopify did not merge them" };
  const merged = await joinMergedBuyers(world, { keptId, deletedId });
  if (merged.outcome === "nothing to merge") return { state: "ignored", reason: "a customer without orders" };
  return merged.outcome === "two ambassadors"
    ? { state: "done", reason: `both were ambassadors: ${merged.survivorId} goes on for ${merged.mergedId}` }
    : done;
}

async function bulkFinished(world: World, { payload }: Trigger): Promise<Processed> {
  const operationId = idAt(payload, "admin_graphql_api_id");
  if (!operationId) return noId("bulk operation");
  return world.transaction(async ({ db, queue }) => {
    const row = await db.import.findFirst({ where: { shopId: world.shopId, operationId } });
    if (!row) return { state: "ignored", reason: "not an operation of ours" };
    await queue.add("import.advance", { importId: row.importId }, { onceKey: row.importId });
    return done;
  });
}

async function shopChanged(world: World): Promise<Processed> {
  const { outcome } = await updateShop(world, { declaredScopes });
  if (outcome === "updated") await readOlderOrders(world);
  return outcome === "not installed" ? { state: "ignored", reason: "the shop has left" } : done;
}

async function shopLeft(world: World, { payload, triggeredAt }: Trigger): Promise<Processed> {
  const { myshopify_domain: left } = payload;
  if (left === undefined) return { state: "quarantined", reason: "the payload is no shop's" };
  if (typeof left === "string" && left !== world.shopId) return { state: "quarantined", reason: "the payload names another shop" };
  const { outcome } = await uninstallShop(world, { at: triggeredAt });
  return outcome === "came late" ? { state: "ignored", reason: "the shop has come back since" } : done;
}

const privacyAsked =
  (kind: "data request" | "erasure") =>
  async (world: World, { payload, webhookId }: Trigger): Promise<Processed> => {
    if (isAnotherShops(world, payload)) return { state: "quarantined", reason: "the payload names another shop" };
    const orders = kind === "erasure" ? payload.orders_to_redact : payload.orders_requested;
    const customer = payload.customer as Payload | undefined;
    await askPrivacyRequest(world, {
      requestId: idAt(payload, "data_request", "id") ?? webhookId,
      kind,
      buyerId: idAt(payload, "customer", "id"),
      asked: {
        orderIds: Array.isArray(orders) ? orders.map(String) : [],
        email: typeof customer?.email === "string" ? customer.email : null,
      },
    });
    return done;
  };

async function shopErasureAsked(world: World, { payload, triggeredAt }: Trigger): Promise<Processed> {
  if (isAnotherShops(world, payload)) return { state: "quarantined", reason: "the payload names another shop" };
  await world.transaction(({ queue }) => queue.add("shop.erase", { askedAt: triggeredAt.toISOString() }, { onceKey: "erase" }));
  return done;
}

/** The signature covers the body, not the headers: what can't be undone is done only for the shop the body names (as in shopLeft). */
const isAnotherShops = (world: World, payload: Payload): boolean => payload.shop_domain !== world.shopId;

export const webhookTopics: Record<string, (world: World, trigger: Trigger) => Promise<Processed>> = {
  "orders/create": orderChanged,
  "orders/paid": orderChanged,
  "orders/updated": orderChanged,
  "orders/edited": orderChanged,
  "orders/cancelled": orderChanged,
  "orders/delete": orderDeleted,
  "orders/fulfilled": orderChanged,
  "refunds/create": orderChanged,
  "customers/update": buyerChanged,
  "customers/merge": buyersMerged,
  "bulk_operations/finish": bulkFinished,
  "shop/update": shopChanged,
  "app/scopes_update": shopChanged,
  "app/uninstalled": shopLeft,
  "customers/data_request": privacyAsked("data request"),
  "customers/redact": privacyAsked("erasure"),
  "shop/redact": shopErasureAsked,
};

/** What is done on a topic; undefined when nothing is. A header may say anything, "constructor" too. */
export const workOn = (topic: string) => (Object.hasOwn(webhookTopics, topic) ? webhookTopics[topic] : undefined);

/** Topics that must be heard of a shop that has left, or that we don't know. */
export const heardOfAnyShop = new Set(PRIVACY_TOPICS);
