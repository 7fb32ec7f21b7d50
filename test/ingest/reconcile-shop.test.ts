/** FAULTS 12 and 13: what no webhook told is found by asking, and takes the same way as if one had come. */
import { beforeAll, expect, test } from "vitest";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import { sendScheduledJobs } from "~/jobs/schedule.server";
import { placeOrder } from "../emulator/commerce/place-order.ts";
import { refundOrder } from "../emulator/commerce/refund-order.ts";
import { smallStore } from "../emulator/small-store.ts";
import { openApp } from "../support/open-app";
import { testWorld, withEmulator } from "../support/world";

const t = await testWorld({ shopId: "small-store.myshopify.com" });
await t.clock.set(new Date());
const store = smallStore();
const emulator = await withEmulator(t, { books: store.books });
const { world, shopId, sql } = t;
const { mia, products } = store;
const MINUTE_MS = 60_000;

const buy = (handle: string, quantity = 1) =>
  placeOrder(
    emulator,
    { lines: [{ variantId: products[handle].variantIds[0], quantity }], codes: [], attributes: [], customerId: mia.id, email: mia.email },
    {},
  );
const stored = async (orderId: string) =>
  (
    await sql<{ goods_minor: string; orders: number }>(
      "SELECT goods_minor, (SELECT orders FROM buyer b WHERE b.buyer_id = o.buyer_id) AS orders FROM orders o WHERE order_id = $1",
      [orderId],
    )
  )[0];
const latest = async () => (await sql<Record<string, unknown>>("SELECT * FROM reconciliation ORDER BY started_at DESC LIMIT 1"))[0];

beforeAll(async () => {
  await openApp(emulator);
  await t.runDueJobs();
});

test("before the history was read there is nothing to compare with", async () => {
  expect(await reconcileShop(world, { why: "test" })).toEqual({ outcome: "no history yet" });
  await sql(
    `INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at, finished_at) VALUES ($1, gen_random_uuid(), 'orders', 'done', $2, $2, $2)`,
    [shopId, t.clock.now()],
  );
});

test("12 · an order whose webhook never came is found within the hour and counts like any other", async () => {
  await t.clock.advance(5 * MINUTE_MS);
  const { id } = buy("earl-grey", 2);
  await t.clock.advance(56 * MINUTE_MS);
  await sendScheduledJobs();
  await t.runDueJobs();
  expect(await stored(id)).toEqual({ goods_minor: "1417", orders: 1 });
  expect(await latest()).toMatchObject({ why: "hourly", orders_looked: 1, orders_found: 1, problems: [], finished_at: expect.any(Date) });
});

test("12 · so is a refund of an order we hold, while what we hold as it is is not read again", async () => {
  const [{ order_id: first }] = await sql<{ order_id: string }>("SELECT order_id FROM orders");
  const other = buy("earl-grey");
  await t.clock.advance(MINUTE_MS);
  expect(await reconcileShop(world, { why: "test" })).toMatchObject({ ordersFound: 1 });
  await t.runDueJobs();
  await t.clock.advance(20 * MINUTE_MS);
  const order = emulator.books.order.get(first)!;
  refundOrder(emulator, first, { lines: [{ orderLineId: order.lines[0].id, quantity: 1 }] });
  expect(await reconcileShop(world, { why: "test" })).toMatchObject({ outcome: "reconciled", ordersFound: 1 });
  await t.runDueJobs();
  expect(await stored(first)).toMatchObject({ goods_minor: "709" });
  expect(await stored(other.id)).toMatchObject({ orders: 2 });
  expect(await reconcileShop(world, { why: "test" })).toMatchObject({ ordersFound: 0 });
});

test("what the owner let us do is known within the hour, though no webhook told", async () => {
  const scopes = async () => (await sql<{ scopes: string[] }>("SELECT scopes FROM shop WHERE shop_id = $1", [shopId]))[0].scopes;
  emulator.faults.webhooks.dropShare = 1;
  emulator.merchant.grantScopes(["write_gift_cards"]);
  await emulator.webhooks.deliverDue();
  emulator.faults.webhooks.dropShare = 0;
  expect(await scopes()).not.toContain("write_gift_cards");
  await reconcileShop(world, { why: "test" });
  expect(await scopes()).toContain("write_gift_cards");
});

test("a discount of ours that the merchant ended or deleted is told, and nothing is changed", async () => {
  await t.runDueJobs();
  const [share] = await sql<{ shopify_id: string; discount_id: string }>(
    "SELECT shopify_id, discount_id FROM discount WHERE state = 'live' AND kind = 'share'",
  );
  expect(share).toBeDefined();
  await world.shop.deactivateDiscount(share.shopify_id);
  expect(await reconcileShop(world, { why: "test" })).toMatchObject({ problems: [{ kind: "discount ended", about: "share" }] });
  emulator.books.discount.delete(share.shopify_id);
  expect(await reconcileShop(world, { why: "test" })).toMatchObject({ problems: [{ kind: "discount gone", about: share.discount_id }] });
});

test("however many gift cards are made between two comparisons, the next one ends whole, page by page", async () => {
  const at = new Date(t.clock.now().getTime() - MINUTE_MS).toISOString();
  for (let n = 0; n < 1_100; n++) {
    const [id, code] = [emulator.books.nextId(), `winter${n}`.padEnd(12, "0")];
    const made = { customerId: null, note: "Winter promotion", currency: "GBP", initialMinor: 500, balanceMinor: 500 };
    emulator.books.giftCard.put(id, { id, code, ...made, deactivatedAt: null, createdAt: at, updatedAt: at });
  }
  expect(await reconcileShop(world, { why: "test" })).toMatchObject({ outcome: "reconciled" });
  expect(await latest()).toMatchObject({ finished_at: expect.any(Date) });
});

test("13 · after five hours of silence everything that happened meanwhile is back-filled, page by page", async () => {
  const variant = emulator.books.variant.get(products["earl-grey"].variantIds[0])!;
  emulator.books.variant.put(variant.id, { ...variant, inventory: null });
  const silent = Array.from({ length: 260 }, () => buy("earl-grey").id);
  await t.clock.advance(5 * 60 * MINUTE_MS);
  expect(await reconcileShop(world, { why: "test" })).toMatchObject({ ordersFound: 260 });
  const waiting = await sql<{ order: string }>(
    `SELECT data->'payload'->>'orderId' AS "order" FROM pgboss.job WHERE name = 'order.refresh' AND state = 'created'`,
  );
  expect(waiting.map(({ order }) => order).sort()).toEqual(silent.sort());
});
