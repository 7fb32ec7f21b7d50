/**
 * Buyers are held before their orders, orders before credits, credits before accounts and members, rewards last: so nobody waits in a ring, and
 * none of a friend's orders is decided beside another. Each ring here was one.
 */
import { beforeAll, beforeEach, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { holdBuyers } from "~/domain/buyer/hold-buyers.server";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { lockEarned } from "~/domain/ledger/lock-earned.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { lockOrder } from "~/domain/order/lock-order.server";
import { decideOrders } from "~/ingest/decide-orders.server";
import { joinMergedAmbassadors } from "~/ingest/join-merged-ambassadors.server";
import { noteDeletedOrder } from "~/ingest/note-deleted-order.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import type { ReadBuyer, ReadOrder, ShopPort } from "~/ports/shop";
import type { Tx } from "~/ports/world";
import {
  aBuyer,
  aProgram,
  aShop,
  anAmbassador,
  anEarnedCredit,
  anOrder,
  type BuiltAmbassador,
  type BuiltProgram,
} from "../support/builders";
import { DAY_MS, testWorld } from "../support/world";

let shown: ReadOrder | null = null;
const t = await testWorld({
  shop: { readOrder: () => Promise.resolve(shown), readBuyer: () => Promise.resolve(null) } as Partial<ShopPort> as ShopPort,
});
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;
beforeAll(() => aShop(world));
beforeEach(async () => {
  shown = null;
  program = await aProgram(world);
  maxine = await anAmbassador(world, program);
});

/** Long enough for the other transaction to come to where it waits; being too short, a test would pass for no reason, never fail. */
const WAITS_MS = 500;
const daysAgo = (days: number) => new Date(t.clock.now().getTime() - days * DAY_MS);
const asRead = (orderId: string, buyer: ReadBuyer | null): ReadOrder => ({
  ...{ orderId, name: "#1", buyer, email: null, placedAt: daysAgo(3), updatedAt: t.clock.now(), cancelledAt: null, fulfilledAt: null },
  ...{ paid: true, test: false, tags: [], currency: "GBP", financialStatus: "PAID", sourceName: "web", renewal: false, lines: [] },
  ...{ amountOnlyRefundsMinor: 0n, codes: [maxine.code], attributes: [], buyerOrderIndex: 1 },
  ...{ countryCode: "GB", province: null, gift: false, contact: null },
});
const customer = (buyerId: string): ReadBuyer => ({
  ...{ buyerId, firstName: "Fran", lastName: null, email: null, consent: "unknown", countryCode: null, province: null, city: null },
});
/** Takes the one, and a little later the other, while `meanwhile` goes on. */
async function beside<T>(first: (tx: Tx) => Promise<unknown>, then: (tx: Tx) => Promise<unknown>, meanwhile: () => Promise<T>): Promise<T> {
  let begun = (): void => {};
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const other = world.transaction(async (tx) => {
    await first(tx);
    begun();
    await new Promise((done) => setTimeout(done, WAITS_MS));
    await then(tx);
  });
  await hasBegun;
  const [, result] = await Promise.all([other, meanwhile()]);
  return result;
}
const latest = async (orderId: string) =>
  (await t.sql<{ reason: string }>("SELECT reason FROM decision WHERE order_id = $1 ORDER BY sequence DESC LIMIT 1", [orderId]))[0].reason;

test("an order that loses its customer, and whoever holds that customer", async () => {
  const { orderId, buyerId } = await anOrder(world, { codes: [maxine.code], placedAt: daysAgo(3) });
  await decideOrder(world, { orderId });
  shown = asRead(orderId, null);
  const refreshed = await beside(
    (tx) => holdBuyers(world, tx, { buyerIds: [buyerId!] }),
    (tx) => lockOrder(world, tx, { orderId }),
    () => refreshOrder(world, { orderId }),
  );
  expect(refreshed).toEqual({ outcome: "refreshed" });
  expect(await t.sql("SELECT buyer_id FROM orders WHERE order_id = $1", [orderId])).toEqual([{ buyer_id: null }]);
});

test("an order that names a customer who became another, and whoever holds that one", async () => {
  const { orderId, buyerId } = await anOrder(world, { codes: [maxine.code], placedAt: daysAgo(3) });
  const kept = await aBuyer(world);
  await mergeBuyers(world, { keptId: kept.buyerId, deletedId: buyerId! });
  shown = asRead(orderId, customer(buyerId!));
  const refreshed = await beside(
    (tx) => holdBuyers(world, tx, { buyerIds: [kept.buyerId] }),
    (tx) => lockOrder(world, tx, { orderId }),
    () => refreshOrder(world, { orderId }),
  );
  expect(refreshed).toEqual({ outcome: "refreshed" });
  expect(await t.sql("SELECT buyer_id FROM orders WHERE order_id = $1", [orderId])).toEqual([{ buyer_id: kept.buyerId }]);
});

test("an order that takes a reward, and whoever matures the credit of one after it", async () => {
  const { buyerId } = await aBuyer(world);
  const first = await anOrder(world, { codes: ["GIFT-1"], buyerId, placedAt: daysAgo(9) });
  const later = await anOrder(world, { codes: [maxine.code], buyerId, placedAt: daysAgo(8), goodsMinor: 5_000n });
  await t.sql("UPDATE orders SET cancelled_at = now() WHERE order_id = $1", [first.orderId]);
  await decideOrders(world, [later.orderId]);
  await t.sql("UPDATE credit SET state = 'earned' WHERE order_id = $1", [later.orderId]);
  const reward = {
    ...{ shopId: world.shopId, rewardId: world.chance.uuid(), programId: program.programId, ambassadorId: maxine.ambassadorId },
    ...{ buyerId: maxine.buyerId, kind: "product code", variantId: "v", productTitle: "Mug", priceMinor: 800n, currency: "GBP" },
    ...{ code: "GIFT-1", state: "issued", requestKey: "r", requestedAt: daysAgo(9), issuedAt: daysAgo(9), dueAt: daysAgo(-9) },
  };
  await world.transaction(({ db }) => db.reward.create({ data: reward }));
  const whose = { ambassadorId: maxine.ambassadorId, programId: program.programId };
  await beside(
    ({ db }) => db.$queryRaw`SELECT 1 FROM credit WHERE order_id = ${later.orderId} FOR UPDATE`,
    () => lockEarned(world, [whose]),
    () => refreshOrder(world, first),
  );
  expect(await t.sql("SELECT used_order_id FROM reward WHERE reward_id = $1", [reward.rewardId])).toEqual([
    { used_order_id: first.orderId },
  ]);
});

test("two ambassadors who become one, and whoever matures credits of both and looks whether they move up", async () => {
  const tom = await anAmbassador(world, program, { name: "Tom" });
  // Then the other moves up by becoming one with him.
  await t.sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [tom.ambassadorId]);
  const { orderId } = await anEarnedCredit(world, tom, 500n);
  await beside(
    ({ db }) => db.$queryRaw`SELECT 1 FROM credit WHERE order_id = ${orderId} FOR UPDATE`,
    ({ db }) => db.$queryRaw`SELECT 1 FROM membership WHERE ambassador_id = ${maxine.ambassadorId}::uuid FOR UPDATE`,
    () => joinMergedAmbassadors(world, { survivorId: maxine.ambassadorId, mergedId: tom.ambassadorId }),
  );
  expect(await t.sql("SELECT ambassador_id FROM credit WHERE order_id = $1", [orderId])).toEqual([{ ambassador_id: maxine.ambassadorId }]);
});

/** A friend's first order that counts, and their next, whose deciding has begun while the first one still counted. */
async function decidedBeside(meanwhile: (first: string) => Promise<unknown>): Promise<string> {
  const { buyerId } = await aBuyer(world);
  const first = await anOrder(world, { codes: [maxine.code], buyerId, placedAt: daysAgo(3) });
  await decideOrders(world, [first.orderId]);
  const next = await anOrder(world, { codes: [maxine.code], buyerId, placedAt: daysAgo(2) });
  await beside(
    async (tx) => {
      await holdBuyers(world, tx, { buyerIds: [buyerId] });
      await decideOrder(world, next);
    },
    () => creditOrder(world, next),
    () => meanwhile(first.orderId),
  );
  await t.runDueJobs();
  return latest(next.orderId);
}

test("a friend's next order that is decided while their first one is found to be deleted counts in its place", async () => {
  expect(await decidedBeside((orderId) => noteDeletedOrder(world, { orderId }))).toBe("code");
});

test("so does one that is decided while the owner says that the first does not count", async () => {
  program = await aProgram(world, { newFriendsOnly: false, friendLimit: 1 });
  maxine = await anAmbassador(world, program);
  const said = { counts: false, sequence: 1, note: "a reseller", decidedBy: "owner:1" };
  expect(await decidedBeside((orderId) => settleOrder(world, { orderId, ...said }))).toBe("code");
});
