/** FAULTS 6, 9, 11, 17, 21, 22, 28, 61: what the emulator delivers, processed to its end. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import { processReceipt } from "~/ingest/process-receipt.server";
import { receiveWebhook } from "~/ingest/receive-webhook.server";
import { uninstall, withholdScopes } from "../emulator/auth/installation.ts";
import { cancelOrder } from "../emulator/commerce/cancel-order.ts";
import { editOrder } from "../emulator/commerce/edit-order.ts";
import { mergeCustomers } from "../emulator/commerce/merge-customers.ts";
import { placeOrder } from "../emulator/commerce/place-order.ts";
import { refundOrder } from "../emulator/commerce/refund-order.ts";
import { noFaults } from "../emulator/faults.ts";
import { smallStore } from "../emulator/small-store.ts";
import { orderPayload } from "../emulator/webhooks/order-payload.ts";
import { openApp, tokenCalls } from "../support/open-app";
import { webhookRequest } from "../support/send-webhook";
import { listenForWebhooks } from "../support/webhook-listener";
import { testWorld, withEmulator } from "../support/world";

const shop = "small-store.myshopify.com";
const t = await testWorld({ shopId: shop });
await t.clock.set(new Date());
const store = smallStore();
const emulator = await withEmulator(t, { books: store.books, config: { appUrl: await listenForWebhooks() } });
const { mia, products } = store;

const cart = (email: string | null = mia.email, customerId: string | null = mia.id) => ({
  lines: [{ variantId: products["earl-grey"].variantIds[0], quantity: 2 }],
  codes: [],
  attributes: [],
  customerId,
  email,
});
/** Delivers and processes until nothing is left. */
async function settle(options: { failuresExpected?: boolean } = {}) {
  await emulator.webhooks.deliverDue();
  return t.runDueJobs(options);
}
const orderRow = async (orderId: string) =>
  (await t.sql<Record<string, unknown>>("SELECT * FROM orders WHERE order_id = $1", [orderId]))[0];
const receiptsOf = (topic: string) =>
  t.sql<{ state: string; reason: string | null }>("SELECT state, reason FROM receipt WHERE topic = $1 ORDER BY received_at", [topic]);

beforeAll(async () => {
  await openApp(emulator);
});
beforeEach(async () => {
  Object.assign(emulator.faults.webhooks, noFaults().webhooks);
  await settle();
  await t.sql("DELETE FROM receipt");
});

test("6 · an order told of five times over is one order, read once for all", async () => {
  emulator.faults.webhooks.duplicate = 4;
  const { id } = placeOrder(emulator, cart(), {});
  const ran = await settle();
  expect(ran.filter(({ name }) => name === "order.refresh")).toHaveLength(1);
  expect(await orderRow(id)).toMatchObject({ buyer_id: mia.id, goods_minor: "1417", paid_at: expect.any(Date) });
  expect(await receiptsOf("orders/create")).toEqual([{ state: "done", reason: null }]);
});

test("the buyer's summary follows each order", async () => {
  const before = (
    await t.sql<{ orders: number; net_spend_minor: string }>("SELECT orders, net_spend_minor FROM buyer WHERE buyer_id = $1", [mia.id])
  )[0];
  placeOrder(emulator, cart(), {});
  await settle();
  const [after] = await t.sql<{ orders: number; net_spend_minor: string }>(
    "SELECT orders, net_spend_minor FROM buyer WHERE buyer_id = $1",
    [mia.id],
  );
  expect(after.orders).toBe(before.orders + 1);
  expect(BigInt(after.net_spend_minor)).toBe(BigInt(before.net_spend_minor) + 1417n);
});

test("9 · a refund that comes before its order ends where the usual order of things ends", async () => {
  const inOrder = placeOrder(emulator, cart(), {});
  refundOrder(emulator, inOrder.id, { lines: [{ orderLineId: inOrder.lines[0].id, quantity: 1 }] });
  await settle();

  emulator.faults.webhooks.paused = true;
  const { id, lines } = placeOrder(emulator, cart(), {});
  refundOrder(emulator, id, { lines: [{ orderLineId: lines[0].id, quantity: 1 }] });
  emulator.faults.webhooks.paused = false;
  const refund = [...emulator.books.delivery.values()].find(
    ({ topic, body, status }) => topic === "refunds/create" && status === "waiting" && body.includes(id),
  )!;
  await receiveWebhook(webhookRequest({ topic: "refunds/create", shop, body: refund.body, webhookId: refund.id }));
  await t.runDueJobs();
  const early = await orderRow(id);
  emulator.faults.webhooks.shuffle = true;
  await settle();

  const same = (row: Record<string, unknown>) => [row.goods_minor, row.ordered_minor, row.financial_status, row.amount_only_refunds_minor];
  expect(same(early)).toEqual(same(await orderRow(inOrder.id)));
  expect(same(await orderRow(id))).toEqual(same(early));
});

test("an edit and a cancellation are read to what the order is worth now", async () => {
  const { id, lines } = placeOrder(emulator, cart(), {});
  editOrder(emulator, id, { setQuantity: [{ orderLineId: lines[0].id, quantity: 1 }], add: [] });
  await settle();
  expect(await orderRow(id)).toMatchObject({ goods_minor: "709", cancelled_at: null });
  expect(await receiptsOf("orders/edited")).toEqual([{ state: "done", reason: null }]);
  cancelOrder(emulator, id, { refund: true });
  await settle();
  expect(await orderRow(id)).toMatchObject({ goods_minor: "0", cancelled_at: expect.any(Date) });
});

test("a customer's changed consent is read anew; a customer without orders is not kept", async () => {
  placeOrder(emulator, cart(), {});
  await settle();
  const { customerPayload } = await import("../emulator/webhooks/payloads.ts");
  const changed = emulator.books.customer.put(mia.id, { ...emulator.books.customer.need(mia.id), marketingState: "UNSUBSCRIBED" });
  emulator.emit("customers/update", customerPayload(emulator, changed));
  const stranger = emulator.books.customer.put("9007199254799999", { ...changed, id: "9007199254799999", email: "stranger@example.com" });
  emulator.emit("customers/update", customerPayload(emulator, stranger));
  await settle();
  expect(await t.sql("SELECT buyer_id, consent FROM buyer WHERE buyer_id IN ($1, $2)", [mia.id, stranger.id])).toEqual([
    { buyer_id: mia.id, consent: "unsubscribed" },
  ]);
  expect((await receiptsOf("customers/update")).map(({ state }) => state).sort()).toContain("ignored");
});

const ordersOf = async (id: string) => (await t.sql<{ orders: number }>("SELECT orders FROM buyer WHERE buyer_id = $1", [id]))[0]?.orders;
/** Mia's twin at the store, who has bought once, and both have been heard of. */
async function aTwin(id: string): Promise<{ twinId: string; orderId: string }> {
  const email = `mia.twin.${id}@example.com`;
  const { books } = emulator;
  books.customer.put(id, { ...books.customer.need(mia.id), id, email, numberOfOrders: 0, amountSpentMinor: 0 });
  placeOrder(emulator, cart(), {});
  const order = placeOrder(emulator, cart(email, id), {});
  await settle();
  return { twinId: id, orderId: order.id };
}
const tellOf = (orderId: string) => emulator.emit("orders/updated", orderPayload(emulator, emulator.books.order.need(orderId)));

test("61 · of two merged customers, orders and sums are one buyer's", async () => {
  const { twinId } = await aTwin("9007199254788888");
  const mias = (await ordersOf(mia.id))!;
  expect(await ordersOf(twinId)).toBe(1);
  mergeCustomers(emulator, twinId, mia.id, mia.id);
  await settle();
  expect([await ordersOf(mia.id), await ordersOf(twinId)]).toEqual([mias + 1, 0]);
  expect(await t.sql("SELECT email, merged_into FROM buyer WHERE buyer_id = $1", [twinId])).toEqual([{ email: null, merged_into: mia.id }]);
});

test("61 · a merge that no webhook told of is found when the last of their orders turns out to be the other's", async () => {
  const { twinId, orderId } = await aTwin("9007199254788889");
  const mias = (await ordersOf(mia.id))!;
  emulator.faults.webhooks.dropShare = 1;
  mergeCustomers(emulator, twinId, mia.id, mia.id);
  await settle();
  emulator.faults.webhooks.dropShare = 0;
  tellOf(orderId);
  await settle();
  expect(await ordersOf(mia.id)).toBe(mias + 1);
  expect(await t.sql("SELECT email, merged_into FROM buyer WHERE buyer_id = $1", [twinId])).toEqual([{ email: null, merged_into: mia.id }]);
});

test("an order that a merchant moved to another customer is theirs, and nobody has become anybody", async () => {
  const { twinId, orderId } = await aTwin("9007199254788890");
  const mias = (await ordersOf(mia.id))!;
  emulator.books.order.put(orderId, { ...emulator.books.order.need(orderId), customerId: mia.id });
  tellOf(orderId);
  await settle();
  expect([await ordersOf(mia.id), await ordersOf(twinId)]).toEqual([mias + 1, 0]);
  expect(await t.sql("SELECT merged_into FROM buyer WHERE buyer_id = $1", [twinId])).toEqual([{ merged_into: null }]);
});

test("28 · a scope withdrawn shows as needing permission, and given back it mends", async () => {
  const state = async () => (await t.sql<{ state: string }>("SELECT state FROM shop"))[0].state;
  const scopes = () => ({ id: 1, previous: [], current: [], updated_at: emulator.clock.iso() });
  withholdScopes(emulator, ["read_products"]);
  emulator.emit("app/scopes_update", scopes());
  await settle();
  expect(await state()).toBe("needs permission");
  withholdScopes(emulator, []);
  emulator.emit("app/scopes_update", scopes());
  await settle();
  expect(await state()).toBe("installed");
});

test("a store's new name arrives", async () => {
  emulator.books.shop.put(emulator.books.theShop.id, { ...emulator.books.theShop, name: "Small & Daughters" });
  emulator.emit("shop/update", { id: 1, myshopify_domain: shop });
  await settle();
  expect(await t.sql("SELECT name FROM shop")).toEqual([{ name: "Small & Daughters" }]);
});

test("a finished bulk operation that is not ours is ignored", async () => {
  emulator.emit("bulk_operations/finish", { admin_graphql_api_id: "gid://shopify/BulkOperation/77", status: "completed" });
  await settle();
  expect(await receiptsOf("bulk_operations/finish")).toEqual([{ state: "ignored", reason: "not an operation of ours" }]);
});

test("a payload that names no order is set aside with its reason, and nothing is tried for ever", async () => {
  await receiveWebhook(webhookRequest({ topic: "orders/paid", shop, body: { hello: "world" }, webhookId: "empty" }));
  await t.runDueJobs();
  expect(await receiptsOf("orders/paid")).toEqual([{ state: "quarantined", reason: "the payload names no order" }]);
  expect(await processReceipt(t.world, { topic: "orders/paid", webhookId: "empty" })).toEqual({ outcome: "processed before" });
});

test("a privacy request whose body names another shop is set aside", async () => {
  await receiveWebhook(webhookRequest({ topic: "shop/redact", shop, body: { shop_id: 1, shop_domain: "another.myshopify.com" } }));
  await t.runDueJobs();
  expect(await receiptsOf("shop/redact")).toEqual([{ state: "quarantined", reason: "the payload names another shop" }]);
  expect(await t.sql("SELECT 1 FROM shop")).toHaveLength(1);
});

test("21 · uninstalled and back within a minute, the shop ends installed, however late the uninstall is told", async () => {
  emulator.faults.webhooks.paused = true;
  uninstall(emulator);
  await t.clock.advance(5_000);
  // The old session counts as signed in until it is refused; here it has run out.
  await t.sql("DELETE FROM session");
  await openApp(emulator);
  emulator.faults.webhooks.paused = false;
  await settle();
  expect(await receiptsOf("app/uninstalled")).toEqual([{ state: "ignored", reason: "the shop has come back since" }]);
  expect(await t.sql("SELECT state FROM shop")).toEqual([{ state: "installed" }]);
  expect((await t.sql("SELECT 1 FROM session")).length).toBe(2);
});

test("17, 22 · an uninstall with a dead token and 40 sessions: every session goes, and Shopify is not asked for anything", async () => {
  for (let user = 0; user < 40; user++)
    await t.sql(`INSERT INTO session (id, shop, state, "isOnline", "accessToken") VALUES ($1, $2, '', true, '')`, [`online_${user}`, shop]);
  uninstall(emulator);
  const before = tokenCalls(emulator).length;
  // What other jobs still wanted of Shopify fails; that is their affair.
  await settle({ failuresExpected: true });
  expect(await t.sql("SELECT 1 FROM session")).toEqual([]);
  expect(await t.sql("SELECT state, uninstalled_at IS NOT NULL AS told FROM shop")).toEqual([{ state: "uninstalled", told: true }]);
  expect(tokenCalls(emulator).length).toBe(before);
  // A second telling finds nothing left to do.
  await receiveWebhook(webhookRequest({ topic: "app/uninstalled", shop, body: { id: 1, myshopify_domain: shop } }));
  await t.runDueJobs({ failuresExpected: true });
  expect(await t.sql("SELECT state FROM shop")).toEqual([{ state: "uninstalled" }]);
  await openApp(emulator);
  expect(await t.sql("SELECT state FROM shop")).toEqual([{ state: "installed" }]);
});

test.each([
  ["an order", { id: 9007199254741001 }, "the payload is no shop's"],
  ["another shop", { id: 1, myshopify_domain: "other.myshopify.com" }, "the payload names another shop"],
])("a signed body of %s sent again as an uninstall of ours takes no session", async (_what, body, reason) => {
  await t.sql("DELETE FROM receipt");
  await receiveWebhook(webhookRequest({ topic: "app/uninstalled", shop, body }));
  await t.runDueJobs({ failuresExpected: true });
  expect(await receiptsOf("app/uninstalled")).toEqual([{ state: "quarantined", reason }]);
  expect(await t.sql("SELECT state FROM shop")).toEqual([{ state: "installed" }]);
  expect(await t.sql("SELECT 1 FROM session")).not.toEqual([]);
});

test("11 · delivered a day late, an order is the same as on time", async () => {
  const onTime = placeOrder(emulator, cart(), {});
  await settle();
  emulator.faults.webhooks.delayMs = 24 * 3_600_000;
  const late = placeOrder(emulator, cart(), {});
  await settle();
  expect(await orderRow(late.id)).toBeUndefined();
  // The access token has run out meanwhile as well; the refresh token has not.
  await t.clock.advance(25 * 3_600_000);
  await settle();
  const bare = ({
    order_id: _id,
    name: _name,
    read_at: _read,
    shopify_updated_at: _updated,
    buyer_order_index: _index,
    ...row
  }: Record<string, unknown>) => row;
  expect(bare(await orderRow(late.id))).toEqual(bare(await orderRow(onTime.id)));
});
