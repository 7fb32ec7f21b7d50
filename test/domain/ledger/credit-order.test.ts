import { beforeAll, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../../support/read-books";
import { aProgram, aShop, anAmbassador, anOrder, changeOrder, type BuiltAmbassador, type BuiltProgram } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});

/** What a re-reading of the order does after saving it. */
async function settle(orderId: string): Promise<void> {
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
}
const balanceOf = ({ ambassadorId }: BuiltAmbassador) => readBalance(world, { ambassadorId, programId: program.programId });
const entriesOf = (orderId: string) =>
  t.sql<{ amount_minor: string; reason: string; from_account_id: string; to_account_id: string }>(
    "SELECT * FROM entry WHERE source_id = $1 ORDER BY idempotency_key",
    [orderId],
  );
const mature = () => matureCredits(world, { why: "test" });

test("a paid order of a friend is credited as pending and becomes earned after the return window, by itself", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code], goodsMinor: 6_399n });
  await settle(orderId);
  expect(await balanceOf(maxine)).toEqual({ pendingMinor: 639n, earnedMinor: 0n, redeemedMinor: 0n });
  await t.clock.advance(14 * DAY_MS - 60_000);
  await t.runDueJobs();
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 639n });
  await t.clock.advance(60_000);
  await t.runDueJobs();
  expect(await balanceOf(maxine)).toEqual({ pendingMinor: 0n, earnedMinor: 639n, redeemedMinor: 0n });
});

test("fulfilment, once known, moves the day a credit falls due", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  await settle(orderId);
  await changeOrder(world, orderId, { fulfilledAt: new Date(t.clock.now().getTime() + 6 * DAY_MS) });
  await settle(orderId);
  await t.clock.advance(15 * DAY_MS);
  await t.runDueJobs();
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 500n, earnedMinor: 0n });
  await t.clock.advance(5 * DAY_MS + 60_000);
  await t.runDueJobs();
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 0n, earnedMinor: 500n });
});

test("an order not yet paid earns nothing until it is", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code], paidAt: null });
  await settle(orderId);
  expect(await entriesOf(orderId)).toEqual([]);
  await changeOrder(world, orderId, { paidAt: t.clock.now() });
  await settle(orderId);
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 500n });
});

test("the same news eight times at once moves money once, for each of six orders", async () => {
  const maxine = await anAmbassador(world, program);
  // The first orders open the connections; from then on the eight truly meet.
  for (let round = 0; round < 6; round++) {
    const { orderId } = await anOrder(world, { codes: [maxine.code] });
    await decideOrder(world, { orderId });
    await Promise.all(Array.from({ length: 8 }, () => creditOrder(world, { orderId })));
    expect(await entriesOf(orderId)).toHaveLength(1);
    await changeOrder(world, orderId, { goodsMinor: 2_000n });
    await Promise.all(Array.from({ length: 8 }, () => creditOrder(world, { orderId })));
    expect(await entriesOf(orderId)).toHaveLength(2);
  }
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 1_200n });
});

test("a part refund, then the rest, then a cancellation take back exactly what was given, in two entries", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code], goodsMinor: 5_000n });
  await settle(orderId);
  await changeOrder(world, orderId, { goodsMinor: 1_666n });
  await settle(orderId);
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 166n });
  await changeOrder(world, orderId, { goodsMinor: 0n });
  await settle(orderId);
  await changeOrder(world, orderId, { cancelledAt: t.clock.now() });
  await settle(orderId);
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 0n, earnedMinor: 0n });
  expect((await entriesOf(orderId)).map(({ amount_minor, reason }) => [amount_minor, reason])).toEqual([
    ["500", "credit"],
    ["334", "credit lowered"],
    ["166", "credit voided"],
  ]);
});

test("an edit that raises and one that lowers an order post only the difference", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code], goodsMinor: 5_000n });
  for (const goodsMinor of [5_000n, 8_000n, 6_500n, 6_500n]) {
    await changeOrder(world, orderId, { goodsMinor });
    await settle(orderId);
  }
  expect((await entriesOf(orderId)).map(({ amount_minor }) => amount_minor)).toEqual(["500", "300", "150"]);
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 650n });
});

test("a refund before its order changes nothing at the end: only what the order is now counts", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code], goodsMinor: 1_000n });
  expect(await creditOrder(world, { orderId })).toEqual({ outcome: "nothing to credit" });
  await settle(orderId);
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 100n });
});

test("a refund after the return window takes from what is earned, and below zero where it was spent", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code], goodsMinor: 10_000n });
  await settle(orderId);
  await t.clock.advance(14 * DAY_MS);
  await mature();
  const { ambassadorId } = maxine;
  await appendEntry(world, {
    from: { kind: "earned", ambassadorId, programId: program.programId },
    to: { kind: "redeemed", ambassadorId, programId: program.programId },
    amountMinor: 800n,
    currency: "GBP",
    reason: "reward taken",
    source: { kind: "reward", id: "r" },
    idempotencyKey: `spend ${orderId}`,
  });
  await changeOrder(world, orderId, { goodsMinor: 4_000n });
  await settle(orderId);
  expect(await balanceOf(maxine)).toEqual({ pendingMinor: 0n, earnedMinor: -400n, redeemedMinor: 800n });
  await changeOrder(world, orderId, { goodsMinor: 10_000n });
  await settle(orderId);
  expect(await balanceOf(maxine)).toMatchObject({ earnedMinor: 200n });
});

test("a decision that now names somebody else voids the one and credits the other, also when it was earned", async () => {
  const maxine = await anAmbassador(world, program);
  const tom = await anAmbassador(world, program, { name: "Tom" });
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  await settle(orderId);
  await t.clock.advance(14 * DAY_MS);
  await mature();
  await changeOrder(world, orderId, { codes: [tom.code, maxine.code] });
  await settle(orderId);
  expect(await balanceOf(maxine)).toEqual({ pendingMinor: 0n, earnedMinor: 0n, redeemedMinor: 0n });
  expect(await balanceOf(tom)).toMatchObject({ pendingMinor: 500n, earnedMinor: 0n });
  await t.runDueJobs();
  expect(await balanceOf(tom)).toMatchObject({ pendingMinor: 0n, earnedMinor: 500n });
  expect((await readBooks(world)).problems).toEqual([]);
});

test("an order that is found to be the ambassador's own is voided", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  await settle(orderId);
  await changeOrder(world, orderId, { buyerId: maxine.buyerId });
  await settle(orderId);
  expect(await balanceOf(maxine)).toEqual({ pendingMinor: 0n, earnedMinor: 0n, redeemedMinor: 0n });
});

test("nothing is credited while a person must look at the order", async () => {
  const maxine = await anAmbassador(world, program, { email: "maxine@gmail.com" });
  const { orderId } = await anOrder(world, { codes: [maxine.code], email: "m.axine@gmail.com" });
  await settle(orderId);
  expect(await entriesOf(orderId)).toEqual([]);
});

test("an order's rate is the one of the version it was decided by", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  await settle(orderId);
  await t.clock.advance(1_000);
  await world.transaction(async ({ db }) => {
    const first = await db.programVersion.findFirstOrThrow({ where: { programId: program.programId } });
    await db.programVersion.create({ data: { ...first, version: 2, creditBp: 5_000, savedAt: t.clock.now() } });
  });
  await changeOrder(world, orderId, { goodsMinor: 6_000n });
  await settle(orderId);
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 600n });
  await t.clock.advance(1_000);
  const next = await anOrder(world, { codes: [maxine.code], goodsMinor: 6_000n });
  await settle(next.orderId);
  expect(await balanceOf(maxine)).toMatchObject({ pendingMinor: 3_600n });
});

test("1,200 credits that fall due together are all earned, once, also by two sweeps at once", async () => {
  const maxine = await anAmbassador(world, program);
  const orders = 1_200;
  await t.sql(
    `INSERT INTO orders (shop_id, order_id, name, placed_at, paid_at, test, currency, goods_minor, ordered_minor, tags, codes, shopify_updated_at, read_at)
     SELECT $1, 'bulk-' || n, '#' || n, $2, $2, false, 'GBP', 1000, 1000, '{}', ARRAY[$3], $2, $2 FROM generate_series(1, $4) n`,
    [world.shopId, t.clock.now(), maxine.code, orders],
  );
  await t.sql(
    `INSERT INTO decision (shop_id, decision_id, order_id, sequence, outcome, reason, program_id, program_version, ambassador_id, facts, decided_by, decided_at)
     SELECT shop_id, gen_random_uuid(), order_id, 1, 'attributed', 'code', $1, 1, $2, '{}', 'test', placed_at FROM orders WHERE order_id LIKE 'bulk-%'`,
    [program.programId, maxine.ambassadorId],
  );
  await t.sql(
    `INSERT INTO credit (shop_id, order_id, program_id, program_version, ambassador_id, credit_bp, state, due_at, opened_at)
     SELECT shop_id, order_id, $1, 1, $2, 1000, 'pending', placed_at + interval '14 days', placed_at FROM orders WHERE order_id LIKE 'bulk-%'`,
    [program.programId, maxine.ambassadorId],
  );
  const first = await anOrder(world, { codes: [maxine.code] });
  await settle(first.orderId); // opens the accounts
  await t.sql(
    `INSERT INTO entry (shop_id, entry_id, from_account_id, to_account_id, amount_minor, currency, reason, source_kind, source_id, idempotency_key, input_hash, recorded_at)
     SELECT shop_id, gen_random_uuid(), $1, $2, 100, 'GBP', 'credit', 'order', order_id, 'order:' || order_id || ':1', '', placed_at FROM orders WHERE order_id LIKE 'bulk-%'`,
    [`program:${program.programId}`, `pending:${maxine.ambassadorId}:${program.programId}`],
  );
  await t.clock.advance(14 * DAY_MS);
  const [{ due }] = await t.sql<{ due: string }>("SELECT count(*) AS due FROM credit WHERE state = 'pending' AND due_at <= $1", [
    t.clock.now(),
  ]);
  const swept = await Promise.all([mature(), mature()]);
  const rest = await mature();
  expect(swept[0].credits + swept[1].credits + rest.credits).toBe(Number(due));
  expect((await balanceOf(maxine)).pendingMinor).toBe(0n);
  expect((await readBooks(world)).problems).toEqual([]);
  const [{ moved }] = await t.sql<{ moved: string }>(
    "SELECT count(*) AS moved FROM entry WHERE source_id LIKE 'bulk-%' AND reason = 'return window over'",
  );
  expect(Number(moved)).toBe(orders);
}, 60_000);
