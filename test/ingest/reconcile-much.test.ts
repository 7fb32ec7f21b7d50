/** However much happens in a store, comparisons get through it: each does a bounded piece, and the next goes on from there. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import { readChecks } from "~/domain/insight/read-checks.server";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import { DAY_MS } from "../support/world";
import { shop, t, world, shopId, sql, maxine } from "./compared-shop";

/** Each at a moment of its own: which of two is the last is told by when they began. */
const run = async () => {
  await t.clock.advance(1);
  return reconcileShop(world, { why: "test" });
};
const askedFor = async () =>
  (await sql<{ order: string }>(`SELECT DISTINCT data->'payload'->>'orderId' AS "order" FROM pgboss.job WHERE name = 'order.refresh'`))
    .length;
/** Changed one a second, the last a day ago. */
const change = (count: number, everyMs = 1_000) => {
  const last = t.clock.now().getTime() - DAY_MS;
  for (let n = 0; n < count; n++) shop.changed.push({ orderId: `changed-${n}`, updatedAt: new Date(last - (count - 1 - n) * everyMs) });
};

beforeAll(async () => {
  const at = new Date(t.clock.now().getTime() - 2 * DAY_MS);
  await sql(
    "INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at, finished_at) VALUES ($1, gen_random_uuid(), 'orders', 'done', $2, $2, $2)",
    [shopId, at],
  );
});
beforeEach(async () => {
  await sql("DELETE FROM pgboss.job");
  await sql("DELETE FROM stray_look");
  shop.ordersAPage = 1;
});

test("more changed orders than one comparison reads: the next one begins where it got to, and then there is nothing left", async () => {
  change(230);
  expect(await run()).toMatchObject({ ordersLooked: 200, ordersFound: 200 });
  expect(await readChecks(world)).toMatchObject({ state: "working", behind: shop.changed[199].updatedAt.toISOString() });
  expect(await sql("SELECT data->'payload' AS payload FROM pgboss.job WHERE name = 'shop.reconcile'")).toEqual([
    { payload: { why: "goes on" } },
  ]);
  expect(await run()).toMatchObject({ ordersLooked: 31 });
  expect(await askedFor()).toBe(230);
  expect(await readChecks(world)).toMatchObject({ state: "working", behind: null });
  expect(await run()).toMatchObject({ ordersLooked: 0 });
}, 60_000);

test("a comparison that breaks off has done what it did: the next one goes on with the page it broke off at", async () => {
  change(40);
  shop.lasts.set("readChangedOrders", 25);
  await expect(run()).rejects.toThrow("The line broke.");
  expect(await askedFor()).toBe(25);
  shop.lasts.clear();
  expect(await run()).toMatchObject({ ordersLooked: 16 });
  expect(await askedFor()).toBe(40);
});

test("what comes after the orders may break off for hours: the orders are not read again for it", async () => {
  change(5);
  shop.lasts.set("readBuyers", 0);
  await expect(run()).rejects.toThrow("The line broke.");
  await expect(run()).rejects.toThrow("The line broke.");
  expect(await sql("SELECT orders_looked FROM reconciliation ORDER BY started_at")).toEqual([{ orders_looked: 5 }, { orders_looked: 0 }]);
});

test("more orders that changed at one moment than one comparison reads are read whole: from within it nobody could go on", async () => {
  change(210, 0);
  expect(await run()).toMatchObject({ ordersLooked: 200 });
  expect(await run()).toMatchObject({ ordersLooked: 210 });
  expect(await askedFor()).toBe(210);
}, 60_000);

test("81 · a comparison by a clock that was ahead hides nothing that changed after it was put right", async () => {
  const hours = (count: number) => t.clock.advance(count * 3_600_000);
  const changes = (orderId: string) => shop.changed.push({ orderId, updatedAt: t.clock.now() });
  await run();
  await hours(2);
  await run();
  await hours(-1.5);
  changes("while it seemed past");
  await hours(0.5);
  expect(await run()).toMatchObject({ ordersLooked: 1 });
  changes("later");
  // Nor does it, once that time has come.
  await hours(1.5);
  expect(await run()).toMatchObject({ ordersLooked: 1 });
});

test("a backup that is put back brings back how far was compared", async () => {
  change(10);
  await run();
  await sql("DELETE FROM reconciliation");
  expect(await run()).toMatchObject({ ordersLooked: 10 });
});

test("84 · gift cards and drafts without end neither stop a comparison nor what it finds", async () => {
  const at = t.clock.now().getTime() - DAY_MS;
  for (const kind of ["gift card", "product sent"] as const)
    for (let n = 0; n < 1_100; n++)
      shop.marked.push({
        ...{ kind, shopifyId: `${kind} ${n}`, marks: ["Winter promotion"], buyerId: `else-${n}`, variantId: null, productTitle: "" },
        ...{ code: null, orderId: null, amountMinor: 500n, currency: "GBP", at: new Date(at + n * 1_000) },
      });
  shop.buyers.delete(maxine.buyerId);
  for (let n = 0; n < 2; n++)
    expect(await run()).toMatchObject({ outcome: "reconciled", problems: [{ kind: "customer gone", about: maxine.ambassadorId }] });
  expect(await readChecks(world)).toMatchObject({ state: "working", problems: [{ kind: "customer gone" }] });
});
