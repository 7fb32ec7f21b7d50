/** A subscription's renewals, where owners let them count beside first orders: as the order that began it was. */
import { beforeAll, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { overruleDecision } from "~/domain/attribution/overrule-decision.server";
import { readLaterOrders } from "~/domain/attribution/read-later-orders.server";
import { aBuyer, aProgram, aShop, anAmbassador, anOrder, changeOrder, type BuiltProgram } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;
beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world, { renewalsCount: true });
});
const daysAgo = (days: number) => new Date(t.clock.now().getTime() - days * DAY_MS);
const verdict = async (orderId: string) => {
  const { outcome, reason } = await decideOrder(world, { orderId });
  return `${outcome}: ${reason}`;
};
const renewal = { renewal: true, sourceName: "subscription_contract" };

test("a friend's first order and its renewals count", async () => {
  const maxine = await anAmbassador(world, program);
  const { buyerId } = await aBuyer(world);
  const first = await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(60) });
  const next = await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(30), ...renewal });
  const last = await anOrder(world, { buyerId, codes: [maxine.code], ...renewal });
  expect([await verdict(first.orderId), await verdict(next.orderId), await verdict(last.orderId)]).toEqual([
    "attributed: code",
    "attributed: code",
    "attributed: code",
  ]);
});

test("an earlier customer who begins a subscription with a code brings nothing, and neither do its renewals", async () => {
  const maxine = await anAmbassador(world, program);
  const { buyerId } = await aBuyer(world);
  await anOrder(world, { buyerId, placedAt: daysAgo(90) });
  const began = await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(30) });
  const renewed = await anOrder(world, { buyerId, codes: [maxine.code], ...renewal });
  expect(await verdict(began.orderId)).toBe("ignored: not-first-order");
  expect(await verdict(renewed.orderId)).toBe("ignored: not-first-order");
});

test("nor do renewals with another ambassador's code than the one it was begun with", async () => {
  const [maxine, tom] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Tom" })];
  const { buyerId } = await aBuyer(world);
  const began = await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(30) });
  const renewed = await anOrder(world, { buyerId, codes: [tom.code], ...renewal });
  expect(await verdict(began.orderId)).toBe("attributed: code");
  expect(await verdict(renewed.orderId)).toBe("ignored: not-first-order");
});

test("what an owner, or a later look, says of its beginning holds for a renewal, which is decided anew", async () => {
  const maxine = await anAmbassador(world, program);
  const { buyerId } = await aBuyer(world);
  const earlier = await anOrder(world, { buyerId, placedAt: daysAgo(90) });
  const began = await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(30) });
  const renewed = await anOrder(world, { buyerId, codes: [maxine.code], ...renewal });
  for (const { orderId } of [began, renewed]) await verdict(orderId);
  await changeOrder(world, earlier.orderId, { cancelledAt: daysAgo(80) });
  expect(await readLaterOrders(world, earlier)).toEqual([began.orderId, renewed.orderId]);
  expect(await verdict(began.orderId)).toBe("attributed: code");
  expect(await verdict(renewed.orderId)).toBe("attributed: code");
  await overruleDecision(world, { ...began, counts: false, sequence: 2, note: "a mistake", decidedBy: "owner:1" });
  expect(await readLaterOrders(world, began)).toEqual([renewed.orderId]);
  expect(await verdict(renewed.orderId)).toBe("ignored: not-first-order");
});

test("a renewal that loses its customer is judged by what was known of them", async () => {
  const maxine = await anAmbassador(world, program);
  for (const earlier of [false, true]) {
    const { buyerId } = await aBuyer(world);
    if (earlier) await anOrder(world, { buyerId, placedAt: daysAgo(90) });
    const began = await anOrder(world, { buyerId, codes: [maxine.code], placedAt: daysAgo(30) });
    const renewed = await anOrder(world, { buyerId, codes: [maxine.code], buyerOrderIndex: 3, ...renewal });
    for (const { orderId } of [began, renewed]) await verdict(orderId);
    await changeOrder(world, renewed.orderId, { buyerId: null });
    expect(await verdict(renewed.orderId)).toBe(earlier ? "ignored: not-first-order" : "attributed: code");
  }
});

test("while the beginning waits for the owner, its renewal is not said to be an earlier customer's", async () => {
  const maxine = await anAmbassador(world, program, { email: "max.ine@gmail.com" });
  const { buyerId } = await aBuyer(world);
  const began = await anOrder(world, { buyerId, codes: [maxine.code], email: "maxine@gmail.com", placedAt: daysAgo(30) });
  const renewed = await anOrder(world, { buyerId, codes: [maxine.code], email: "maxine@gmail.com", ...renewal });
  expect(await verdict(began.orderId)).toBe("under review: like-own-purchase");
  expect(await verdict(renewed.orderId)).toBe("under review: like-own-purchase");
});
