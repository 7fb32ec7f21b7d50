/** A decision that is owed is made, whatever Shopify shows of the order: by what we hold of it, where that is all there is. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import type { ReadOrder, ShopPort } from "~/ports/shop";
import { aBuyer, aProgram, aShop, anAmbassador, anOrder, changeOrder, type BuiltAmbassador, type BuiltProgram } from "../support/builders";
import { DAY_MS, testWorld } from "../support/world";

/** What Shopify shows of any order; null: it is older than what this store may be asked about, or was deleted. */
let shown: ReadOrder | null = null;
const t = await testWorld({ shop: { readOrder: () => Promise.resolve(shown) } as Partial<ShopPort> as ShopPort });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;

beforeAll(() => aShop(world));
beforeEach(async () => {
  shown = null;
  program = await aProgram(world, { newFriendsOnly: false, friendLimit: 1 });
  maxine = await anAmbassador(world, program);
});

const daysAgo = (days: number) => new Date(t.clock.now().getTime() - days * DAY_MS);
const reasonsOf = async (orderId: string) =>
  (await t.sql<{ reason: string }>("SELECT reason FROM decision WHERE order_id = $1 ORDER BY sequence", [orderId])).map(
    (row) => row.reason,
  );
const pending = async () => (await readBalance(world, { ...maxine, programId: program.programId })).pendingMinor;
async function told(order: Parameters<typeof anOrder>[1]): Promise<string> {
  const { orderId } = await anOrder(world, { codes: [maxine.code], ...order });
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  return orderId;
}
/** The order as Shopify had it when it was placed. */
const asPlaced = (orderId: string, placedAt: Date): ReadOrder => ({
  ...{ orderId, name: "#1", buyer: null, email: null, placedAt, updatedAt: placedAt, cancelledAt: null, fulfilledAt: null },
  ...{ paid: true, test: false, tags: [], currency: "GBP", financialStatus: "PAID", sourceName: "web", renewal: false, lines: [] },
  ...{ amountOnlyRefundsMinor: 0n, codes: [maxine.code], attributes: [], buyerOrderIndex: 1 },
  ...{ countryCode: "GB", province: null, gift: false, contact: null },
});

test("an own purchase that Shopify no longer shows is decided anew after its two accounts became one, and takes back what it earned", async () => {
  const { buyerId } = await aBuyer(world);
  const orderId = await told({ buyerId, placedAt: daysAgo(70) });
  expect(await pending()).toBe(500n);
  await mergeBuyers(world, { keptId: maxine.buyerId, deletedId: buyerId });
  expect(await refreshOrder(world, { orderId })).toEqual({ outcome: "not seen" });
  expect([await reasonsOf(orderId), await pending()]).toEqual([["code", "own-purchase"], 0n]);
});

test("so is one of which an older state was read than we hold", async () => {
  const { buyerId } = await aBuyer(world);
  const placedAt = daysAgo(2);
  const orderId = await told({ buyerId, placedAt, shopifyUpdatedAt: daysAgo(1) });
  await mergeBuyers(world, { keptId: maxine.buyerId, deletedId: buyerId });
  shown = asPlaced(orderId, placedAt);
  expect(await refreshOrder(world, { orderId })).toEqual({ outcome: "stale" });
  expect([await reasonsOf(orderId), await pending()]).toEqual([["code", "own-purchase"], 0n]);
});

test("a friend's next order has the turn of one that the owner said doesn't count, though Shopify shows neither", async () => {
  const { buyerId } = await aBuyer(world);
  const [first, second] = [await told({ buyerId, placedAt: daysAgo(90) }), await told({ buyerId, placedAt: daysAgo(80) })];
  const said = { orderId: first, counts: false, sequence: 1, note: "a reseller", decidedBy: "owner:1" };
  expect(await settleOrder(world, said)).toMatchObject({ outcome: "decided" });
  await refreshOrder(world, { orderId: first });
  expect([await reasonsOf(second), await pending()]).toEqual([["friend-limit", "code"], 500n]);
});

test("an order that loses its customer was still the one before their others, which stay as they were decided", async () => {
  const { buyerId } = await aBuyer(world);
  const [first, second] = [await told({ buyerId, placedAt: daysAgo(9) }), await told({ buyerId, placedAt: daysAgo(8) })];
  expect(await reasonsOf(second)).toEqual(["friend-limit"]);
  shown = { ...asPlaced(first, daysAgo(9)), updatedAt: t.clock.now() };
  expect(await refreshOrder(world, { orderId: first })).toEqual({ outcome: "refreshed" });
  expect(await t.sql("SELECT buyer_id FROM orders WHERE order_id = $1", [first])).toEqual([{ buyer_id: null }]);
  expect(await reasonsOf(second)).toEqual(["friend-limit"]);
});

test("an order that turns out to take one of our rewards counts for nobody, though Shopify no longer shows it", async () => {
  const orderId = await told({ placedAt: daysAgo(70) });
  await changeOrder(world, orderId, { codes: [maxine.code, "GIFT-1"] });
  await world.transaction(({ db }) =>
    db.reward.create({
      data: {
        ...{ shopId: world.shopId, rewardId: world.chance.uuid(), programId: program.programId, ambassadorId: maxine.ambassadorId },
        ...{
          buyerId: maxine.buyerId,
          kind: "product code",
          variantId: "v",
          productTitle: "Jubilee Mug",
          priceMinor: 800n,
          currency: "GBP",
        },
        ...{ code: "GIFT-1", state: "issued", requestKey: "r1", requestedAt: daysAgo(80), issuedAt: daysAgo(80), dueAt: daysAgo(-9) },
      },
    }),
  );
  await refreshOrder(world, { orderId });
  expect([await reasonsOf(orderId), await pending()]).toEqual([["code", "own-reward"], 0n]);
});

test("an order that neither Shopify shows nor we hold is nothing to decide", async () => {
  expect(await refreshOrder(world, { orderId: "9007199254749999" })).toEqual({ outcome: "not seen" });
});
