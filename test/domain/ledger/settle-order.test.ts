/** An owner's word on an order: it stands over the rules, keeps what was, and the ledger follows it to the penny. */
import { beforeAll, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { aProgram, aShop, anAmbassador, anOrder, changeOrder, type BuiltAmbassador, type BuiltProgram } from "../../support/builders";
import { invariants } from "../../simulate/invariants";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});

const pendingOf = async ({ ambassadorId }: BuiltAmbassador) =>
  (await readBalance(world, { ambassadorId, programId: program.programId })).pendingMinor;
const decisionsOf = (orderId: string) =>
  t.sql<{ sequence: number; outcome: string; reason: string; note: string | null; decided_by: string }>(
    "SELECT sequence, outcome, reason, note, decided_by FROM decision WHERE order_id = $1 ORDER BY sequence",
    [orderId],
  );
const settle = (orderId: string, counts: boolean, sequence = 1, note = "I asked her") =>
  settleOrder(world, { orderId, counts, sequence, note, decidedBy: "owner:7" });

const ownOrdersThatEarn = () => t.sql(invariants.find(({ name }) => name === "I9 nobody earns on their own order")!.sql);

/** Decided by the rules and credited: under review, because the buyer's address is another spelling of the ambassador's. */
async function aDoubtfulOrder(): Promise<{ maxine: BuiltAmbassador; orderId: string }> {
  const maxine = await anAmbassador(world, program, { email: `maxine${world.chance.uuid()}@example.com` });
  const [{ email }] = await t.sql<{ email: string }>("SELECT email FROM buyer WHERE buyer_id = $1", [maxine.buyerId]);
  const { orderId } = await anOrder(world, { codes: [maxine.code], email: email.replace("@", "+tea@"), goodsMinor: 6_300n });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "under review" });
  await creditOrder(world, { orderId });
  expect(await pendingOf(maxine)).toBe(0n);
  return { maxine, orderId };
}

test("a doubtful order that the owner counts earns, and the rules' verdict is kept before it", async () => {
  const { maxine, orderId } = await aDoubtfulOrder();
  expect(await settle(orderId, true)).toEqual({ outcome: "decided", sequence: 2 });
  expect(await pendingOf(maxine)).toBe(630n);
  expect(await decisionsOf(orderId)).toEqual([
    { sequence: 1, outcome: "under review", reason: "like-own-purchase", note: null, decided_by: "rules" },
    { sequence: 2, outcome: "attributed", reason: "owner-counts", note: "I asked her", decided_by: "owner:7" },
  ]);
});

test("an order that counted and that the owner refuses earns nothing any more; counted again, it earns again", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code], goodsMinor: 6_300n });
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  expect(await settle(orderId, false)).toEqual({ outcome: "decided", sequence: 2 });
  expect(await pendingOf(maxine)).toBe(0n);
  expect(await settle(orderId, true, 2)).toEqual({ outcome: "decided", sequence: 3 });
  expect(await pendingOf(maxine)).toBe(630n);
});

test("rules do not overrule a person, but a refund still takes its part", async () => {
  const { maxine, orderId } = await aDoubtfulOrder();
  await settle(orderId, true);
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "attributed", changed: false });
  await changeOrder(world, orderId, { goodsMinor: 3_000n });
  await creditOrder(world, { orderId });
  expect(await pendingOf(maxine)).toBe(300n);
});

test("of two owners who decide at once, one decides and the other is told", async () => {
  const { maxine, orderId } = await aDoubtfulOrder();
  const outcomes = await Promise.all([settle(orderId, true), settle(orderId, false)]);
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["decided", "decided meanwhile"]);
  expect(await decisionsOf(orderId)).toHaveLength(2);
  expect([0n, 630n]).toContain(await pendingOf(maxine));
});

test("nobody earns on their own order, whatever an owner says", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code], buyerId: maxine.buyerId });
  await decideOrder(world, { orderId });
  expect(await settle(orderId, true)).toEqual({ outcome: "own purchase" });
  expect(await decisionsOf(orderId)).toHaveLength(1);
});

test("nor when the verdict that the owner looked at is older than what is known of the order", async () => {
  const maxine = await anAmbassador(world, program, { leftAt: new Date(t.clock.now().getTime() - 1_000) });
  const { orderId, buyerId } = await anOrder(world, { codes: [maxine.code] });
  expect(await decideOrder(world, { orderId })).toMatchObject({ reason: "ambassador-left" });
  await mergeBuyers(world, { keptId: maxine.buyerId, deletedId: buyerId! });
  expect(await settle(orderId, true)).toEqual({ outcome: "own purchase" });
  expect(await decisionsOf(orderId)).toHaveLength(1);
});

test("nor when it turns out to be their own after the owner's yes: what it earned is taken back, and the why says so", async () => {
  for (const turnsOut of ["the same customer", "the same address", "the same customer, the code taken off"]) {
    const { maxine, orderId } = await aDoubtfulOrder();
    await settle(orderId, true);
    expect(await pendingOf(maxine)).toBe(630n);
    const [{ buyerId, email }] = await t.sql<{ buyerId: string; email: string }>(
      'SELECT buyer_id AS "buyerId", email FROM orders WHERE order_id = $1',
      [orderId],
    );
    if (turnsOut === "the same address") await t.sql("UPDATE buyer SET email = $2 WHERE buyer_id = $1", [maxine.buyerId, email]);
    else await mergeBuyers(world, { keptId: maxine.buyerId, deletedId: buyerId });
    const codes = turnsOut.endsWith("taken off") ? [] : [maxine.code];
    await changeOrder(world, orderId, { codes });
    if (turnsOut !== "the same address") expect(await ownOrdersThatEarn()).toMatchObject([{ order_id: orderId }]);
    expect(await decideOrder(world, { orderId })).toMatchObject({
      ...{ outcome: "ignored", changed: true },
      reason: codes.length ? "own-purchase" : "nothing-of-ours",
    });
    await creditOrder(world, { orderId });
    expect([await pendingOf(maxine), await ownOrdersThatEarn()]).toEqual([0n, []]);
    expect((await decisionsOf(orderId)).slice(1, 3)).toMatchObject([
      { reason: "owner-counts", note: "I asked her", decided_by: "owner:7" },
      { sequence: 3, decided_by: "rules" },
    ]);
    // Said again, it is no use.
    expect(await settle(orderId, true, 3)).toEqual({ outcome: codes.length ? "own purchase" : "nobody to count it for" });
  }
});

test.each([
  ["without a reason", (orderId: string) => settle(orderId, true, 1, "  \0 "), "note missing"],
  ["as it is already", (orderId: string) => settle(orderId, false).then(() => settle(orderId, false, 2)), "unchanged"],
  ["that nobody knows", () => settle("404", true), "order unknown"],
])("an order %s is left as it is", async (_, work, outcome) => {
  const { orderId } = await aDoubtfulOrder();
  expect(await work(orderId)).toEqual({ outcome });
});

test("an order with a stranger's code has nobody to count it for", async () => {
  const { orderId } = await anOrder(world, { codes: ["SOMEBODY-ELSE"] });
  await decideOrder(world, { orderId });
  expect(await settle(orderId, true)).toEqual({ outcome: "nobody to count it for" });
});
