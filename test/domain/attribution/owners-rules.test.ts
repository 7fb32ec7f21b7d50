/** What an owner sets (where, from how much, how often) as orders are decided: with the facts, and anew when an earlier order changes. */
import { beforeAll, expect, test } from "vitest";
import type { Facts } from "~/domain/attribution/facts";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { overruleDecision } from "~/domain/attribution/overrule-decision.server";
import { readLaterOrders } from "~/domain/attribution/read-later-orders.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { aBuyer, aProgram, aShop, anAmbassador, anOrder, changeOrder } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;

beforeAll(() => aShop(world));

const daysAgo = (days: number) => new Date(t.clock.now().getTime() - days * DAY_MS);
const decisionsOf = (orderId: string) =>
  t.sql<{ reason: string; facts: Facts }>("SELECT reason, facts FROM decision WHERE order_id = $1 ORDER BY sequence", [orderId]);
/** A programme of its own, with an ambassador in it. */
const withRules = async (rules: Parameters<typeof aProgram>[1]) => anAmbassador(world, await aProgram(world, rules));

test("58 · where the till doesn't count, a friend's order there doesn't, and the facts say why", async () => {
  const maxine = await withRules({ channels: ["online store", "draft orders"] });
  const till = await anOrder(world, { codes: [maxine.code], sourceName: "pos" });
  expect(await decideOrder(world, till)).toMatchObject({ outcome: "ignored", reason: "channel" });
  expect((await decisionsOf(till.orderId))[0].facts).toMatchObject({
    order: { channel: "point of sale" },
    codes: [{ program: { channels: ["online store", "draft orders"] } }],
  });
  const draft = await anOrder(world, { codes: [maxine.code], sourceName: "shopify_draft_order" });
  expect(await decideOrder(world, draft)).toMatchObject({ outcome: "attributed" });
});

test("an order below the minimum doesn't count; the goods as ordered are what is looked at", async () => {
  const maxine = await withRules({ minimumSpendMinor: 3_000n });
  const small = await anOrder(world, { codes: [maxine.code], orderedMinor: 2_999n, goodsMinor: 9_000n });
  expect(await decideOrder(world, small)).toMatchObject({ outcome: "ignored", reason: "below-minimum" });
  const refunded = await anOrder(world, { codes: [maxine.code], orderedMinor: 3_000n, goodsMinor: 10n });
  expect(await decideOrder(world, refunded)).toMatchObject({ outcome: "attributed" });
});

test("only so many orders of one friend count, whoever's code they carry; other friends have their own", async () => {
  const limited = await aProgram(world, { newFriendsOnly: false, friendLimit: 2 });
  const [maxine, tom] = [await anAmbassador(world, limited), await anAmbassador(world, limited, { name: "Tom" })];
  const friend = await aBuyer(world);
  const buy = (code: string, days: number) => anOrder(world, { buyerId: friend.buyerId, codes: [code], placedAt: daysAgo(days) });
  const orders = [await buy(maxine.code, 9), await buy(tom.code, 8), await buy(maxine.code, 7)];
  const reasons = [];
  for (const order of orders) reasons.push((await decideOrder(world, order)).reason);
  expect(reasons).toEqual(["code", "code", "friend-limit"]);
  expect((await decisionsOf(orders[2].orderId))[0].facts.codes[0]).toMatchObject({ friendOrders: 2, program: { friendLimit: 2 } });
  expect(await decideOrder(world, await anOrder(world, { codes: [maxine.code] }))).toMatchObject({ outcome: "attributed" });
});

test("orders of another programme, cancelled ones and ones that don't count use nothing up", async () => {
  const [other, limited] = [
    await aProgram(world, { newFriendsOnly: false }),
    await aProgram(world, { newFriendsOnly: false, friendLimit: 1 }),
  ];
  const [tom, maxine] = [await anAmbassador(world, other, { name: "Tom" }), await anAmbassador(world, limited)];
  const { buyerId } = await aBuyer(world);
  const before = [
    await anOrder(world, { buyerId, codes: [tom.code], placedAt: daysAgo(9) }),
    await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(8), cancelledAt: daysAgo(7) }),
    await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(7), test: true }),
    await anOrder(world, { buyerId, codes: ["NOBODYS"], placedAt: daysAgo(6) }),
  ];
  for (const order of before) await decideOrder(world, order);
  const order = await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(5) });
  expect(await decideOrder(world, order)).toMatchObject({ outcome: "attributed" });
});

test("a cancelled or overruled order gives its turn to the next, which is decided anew and keeps what was said", async () => {
  const limited = await aProgram(world, { newFriendsOnly: false, friendLimit: 1 });
  const maxine = await anAmbassador(world, limited);
  const { buyerId } = await aBuyer(world);
  const [first, second] = [
    await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(9) }),
    await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(8) }),
  ];
  for (const order of [first, second]) await decideOrder(world, order);
  expect(await readLaterOrders(world, first)).toEqual([second.orderId]);
  await changeOrder(world, first.orderId, { cancelledAt: daysAgo(7) });
  expect(await decideOrder(world, second)).toMatchObject({ outcome: "attributed", changed: true });
  await changeOrder(world, first.orderId, { cancelledAt: null });
  expect(await decideOrder(world, second)).toMatchObject({ reason: "friend-limit", changed: true });
  const said = { orderId: first.orderId, counts: false, sequence: 1, note: "it was a present", decidedBy: "owner:1" };
  expect(await overruleDecision(world, said)).toMatchObject({ outcome: "decided" });
  // Its own refreshing is what decides the later ones.
  expect(
    await t.sql("SELECT 1 FROM pgboss.job WHERE name = 'order.refresh' AND data->'payload'->>'orderId' = $1", [first.orderId]),
  ).toHaveLength(1);
  expect(await decideOrder(world, second)).toMatchObject({ outcome: "attributed", changed: true });
  expect((await decisionsOf(second.orderId)).map(({ reason }) => reason)).toEqual(["friend-limit", "code", "friend-limit", "code"]);
});

test("an order with two codes is decided anew when an earlier one is cancelled, whichever of the two was refused for it", async () => {
  const rules = await aProgram(world);
  const [maxine, tom] = [await anAmbassador(world, rules), await anAmbassador(world, rules, { name: "Tom", leftAt: daysAgo(30) })];
  const { buyerId } = await aBuyer(world);
  const first = await anOrder(world, { buyerId, placedAt: daysAgo(9) });
  const second = await anOrder(world, { buyerId, codes: [tom.code, maxine.code], placedAt: daysAgo(8) });
  const noCodeOfOurs = await anOrder(world, { buyerId, codes: ["SUMMER10"], placedAt: daysAgo(7) });
  for (const order of [second, noCodeOfOurs]) await decideOrder(world, order);
  expect((await decisionsOf(second.orderId)).map(({ reason }) => reason)).toEqual(["ambassador-left"]);
  await changeOrder(world, first.orderId, { cancelledAt: daysAgo(7) });
  expect(await readLaterOrders(world, first)).toEqual([second.orderId]);
  expect(await decideOrder(world, second)).toMatchObject({ outcome: "attributed", changed: true });
});

test("an order whose payment a bank took back makes nobody a customer and uses nothing up; one that stands does", async () => {
  for (const rules of [{ newFriendsOnly: true }, { newFriendsOnly: false, friendLimit: 1 }]) {
    const maxine = await withRules(rules);
    const { buyerId } = await aBuyer(world);
    const first = await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(9), dispute: "lost" });
    const second = await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(8) });
    await decideOrder(world, first);
    expect(await decideOrder(world, second)).toMatchObject({ outcome: "attributed" });
    for (const dispute of ["open", "won"]) {
      await changeOrder(world, first.orderId, { dispute });
      expect(await decideOrder(world, second)).toMatchObject({ outcome: "ignored" });
    }
  }
});

test("a friend's orders that were another buyer's until now free that buyer's later ones", async () => {
  const { buyerId: former } = await aBuyer(world);
  const maxine = await anAmbassador(world, await aProgram(world));
  const { orderId } = await anOrder(world, { placedAt: daysAgo(9) });
  const later = await anOrder(world, { buyerId: former, codes: [maxine.code], placedAt: daysAgo(8) });
  await decideOrder(world, later);
  expect(await readLaterOrders(world, { orderId })).toEqual([]);
  expect(await readLaterOrders(world, { orderId, formerBuyerId: former })).toEqual([later.orderId]);
});

test("a store that changed its currency: friends' orders in the new one don't count, nothing fails, and no owner can count them", async () => {
  const maxine = await withRules({});
  const { orderId } = await anOrder(world, { codes: [maxine.code], currency: "EUR" });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "ignored", reason: "other-currency" });
  expect(await creditOrder(world, { orderId })).toEqual({ outcome: "nothing to credit" });
  const counted = await settleOrder(world, { orderId, counts: true, sequence: 1, note: "A good friend", decidedBy: "owner" });
  expect(counted).toEqual({ outcome: "other currency" });
  expect((await decisionsOf(orderId)).length).toBe(1);
});
