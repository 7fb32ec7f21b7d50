import { beforeAll, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { ownerSentence } from "~/domain/attribution/sentence";
import { readOrders, type OrderRow } from "~/domain/insight/read-orders.server";
import { EARLIER_SHOWN } from "~/domain/insight/read-order-trails.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { aClick, aProgram, aShop, anAmbassador, anOrder, changeOrder, type BuiltProgram } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;
beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});

async function shown(orderId: string): Promise<OrderRow> {
  const row = (await readOrders(world, {})).rows.find((one) => one.orderId === orderId);
  if (!row) throw new Error("not shown");
  return row;
}
const claimsOf = async (orderId: string) =>
  (await shown(orderId)).trail.claims.map(({ code, name, verdict, sentence }) => `${code ?? "a click"}, ${name}: ${verdict}. ${sentence}`);
const earlierOf = async (orderId: string) =>
  (await shown(orderId)).trail.earlier.map(
    ({ sequence, by, verdict, sentence, note }) => `${sequence} by ${by}: ${verdict}. ${sentence}${note ? ` (${note})` : ""}`,
  );

test("each code and link on an order is shown with whose it is and why it won or lost", async () => {
  const maxine = await anAmbassador(world, program);
  const tom = await anAmbassador(world, program, { name: "Tom", leftAt: new Date(t.clock.now().getTime() - 5 * DAY_MS) });
  const ben = await anAmbassador(world, program, { name: "Ben" });
  const click = await aClick(world, { programId: program.programId, ambassadorId: ben.ambassadorId });
  const { orderId } = await anOrder(world, { codes: [tom.code, "SUMMER10", maxine.code], clickId: click.clickId });
  await decideOrder(world, { orderId });
  expect(await claimsOf(orderId)).toEqual([
    `${tom.code}, Tom: Doesn't count. Tom had left before this order.`,
    `${maxine.code}, Maxine: Counts. The order carries Maxine's code.`,
    "a click, Ben: Doesn't count. Another code or link came first, and an order counts for one person only.",
  ]);
});

test("what was said before is shown by sequence with its verdict, its why and who said it, an owner's reason too", async () => {
  const maxine = await anAmbassador(world, program, { email: "max.ine@gmail.com" });
  const { orderId } = await anOrder(world, { codes: [maxine.code], email: "maxine+2@gmail.com" });
  await decideOrder(world, { orderId });
  expect(await earlierOf(orderId)).toEqual([]);
  await t.clock.advance(DAY_MS);
  await settleOrder(world, { orderId, counts: true, sequence: 1, note: "a cousin", decidedBy: "owner:7" });
  await settleOrder(world, { orderId, counts: false, sequence: 2, note: "no, herself", decidedBy: "owner:8" });
  expect(await earlierOf(orderId)).toEqual([
    "2 by owner: Counts. You decided that it counts for Maxine. (a cousin)",
    `1 by rules: Under review. ${ownerSentence("like-own-purchase", "Maxine")}`,
  ]);
  const { trail, note } = await shown(orderId);
  expect(note).toBe("no, herself");
  expect(trail.earlier.map(({ decidedAt }) => decidedAt)).toEqual([
    t.clock.now().toISOString(),
    new Date(t.clock.now().getTime() - DAY_MS).toISOString(),
  ]);
  expect(await claimsOf(orderId)).toEqual([`${maxine.code}, Maxine: Doesn't count. You decided that it doesn't count.`]);
});

test("the e-mail address a doubt stood on is told as a sentence, also after the owner's word, and never the address", async () => {
  const maxine = await anAmbassador(world, program, { email: "max.ine.private@gmail.com" });
  const { orderId } = await anOrder(world, { codes: [maxine.code], email: "maxineprivate@gmail.com" });
  await decideOrder(world, { orderId });
  await settleOrder(world, { orderId, counts: true, sequence: 1, note: "a cousin", decidedBy: "owner:7" });
  const row = await shown(orderId);
  expect(row.alike).toEqual(["An e-mail address much like one that Maxine has, or had."]);
  expect(JSON.stringify(row)).not.toMatch(/private|@/);
});

test("a late click that changes no verdict is a decision of its own, and the old one stays", async () => {
  const [maxine, tom] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Tom" })];
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  await decideOrder(world, { orderId });
  const click = await aClick(world, { programId: program.programId, ambassadorId: tom.ambassadorId });
  await changeOrder(world, orderId, { clickId: click.clickId });
  expect(await decideOrder(world, { orderId })).toEqual({ outcome: "attributed", reason: "code", changed: true });
  expect(await decideOrder(world, { orderId })).toMatchObject({ changed: false });
  expect((await claimsOf(orderId)).map((one) => one.split(".")[0])).toEqual([
    `${maxine.code}, Maxine: Counts`,
    "a click, Tom: Doesn't count",
  ]);
  expect(await earlierOf(orderId)).toHaveLength(1);
});

test("of an order decided very often the latest are shown", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  for (let times = 0; times < EARLIER_SHOWN + 3; times++) {
    await changeOrder(world, orderId, { test: times % 2 === 1 });
    await decideOrder(world, { orderId });
  }
  const { trail, decisions } = await shown(orderId);
  expect(decisions).toBe(EARLIER_SHOWN + 3);
  expect(trail.earlier.map(({ sequence }) => sequence)).toEqual(Array.from({ length: EARLIER_SHOWN }, (_, n) => EARLIER_SHOWN + 2 - n));
});
