import { AsyncLocalStorage } from "node:async_hooks";
import { beforeAll, describe, expect, test } from "vitest";
import { mergeAmbassadors } from "~/domain/ambassador/merge-ambassadors.server";
import { attribute } from "~/domain/attribution/attribution";
import type { Facts } from "~/domain/attribution/facts";
import { overruleDecision } from "~/domain/attribution/overrule-decision.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { lockCodes } from "~/domain/code/lock-codes.server";
import {
  aBuyer,
  aClick,
  aClickAgain,
  aProgram,
  aShareCode,
  aShop,
  anAmbassador,
  anOrder,
  changeOrder,
  type BuiltProgram,
} from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});

type Row = {
  sequence: number;
  outcome: string;
  reason: string;
  ambassador_id: string | null;
  program_version: number | null;
  code: string | null;
  click_id: string | null;
  facts: Facts;
};
/** Made before any transaction is open, so that what it runs is in none. */
const outsideOf = AsyncLocalStorage.snapshot();
const decisionsOf = (orderId: string) => t.sql<Row>("SELECT * FROM decision WHERE order_id = $1 ORDER BY sequence", [orderId]);
const daysAgo = (days: number) => new Date(t.clock.now().getTime() - days * DAY_MS);

test("an order with an ambassador's code is decided with its reason and the version it used", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: ["SUMMER10", maxine.code] });
  expect(await decideOrder(world, { orderId })).toEqual({ outcome: "attributed", reason: "code", changed: true });
  expect(await decisionsOf(orderId)).toMatchObject([
    { sequence: 1, outcome: "attributed", reason: "code", ambassador_id: maxine.ambassadorId, program_version: 1, code: maxine.code },
  ]);
});

test("deciding again without news adds nothing; with news it adds the next and keeps the old", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  await decideOrder(world, { orderId });
  expect(await decideOrder(world, { orderId })).toMatchObject({ changed: false });
  await changeOrder(world, orderId, { test: true });
  expect(await decideOrder(world, { orderId })).toEqual({ outcome: "ignored", reason: "test-order", changed: true });
  expect((await decisionsOf(orderId)).map(({ sequence, reason }) => [sequence, reason])).toEqual([
    [1, "code"],
    [2, "test-order"],
  ]);
});

test("a decision on a code that is being settled waits until it is settled", async () => {
  const maxine = await anAmbassador(world, program);
  const { code } = await aShareCode(world, { ...program, ambassadorId: maxine.ambassadorId, code: "JUST-NOW", state: "waiting" });
  const { orderId } = await anOrder(world, { codes: [code] });
  let decided: Promise<unknown> = Promise.resolve();
  await world.transaction(async (tx) => {
    await lockCodes(world, tx);
    await tx.db.shareCode.updateMany({ where: { shopId: world.shopId, code }, data: { state: "live" } });
    // In a transaction of its own, as another process would: it sees the code as waiting, until this one ends.
    decided = outsideOf(() => decideOrder(world, { orderId }));
    await expect.poll(async () => (await t.sql("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).length).toBe(1);
  });
  expect(await decided).toMatchObject({ outcome: "attributed", reason: "code" });
  expect(await decisionsOf(orderId)).toHaveLength(1);
});

test("every stored decision can be repeated from its stored facts", async () => {
  const maxine = await anAmbassador(world, program, { email: "max.ine@gmail.com", marks: ["phone:1"] });
  const tom = await anAmbassador(world, program, { name: "Tom", leftAt: daysAgo(3) });
  const click = await aClick(world, { programId: program.programId, ambassadorId: maxine.ambassadorId, clickedAt: daysAgo(2) });
  const orders = [
    { codes: [maxine.code] },
    { codes: [tom.code, maxine.code] },
    { codes: [tom.code] },
    { codes: [], clickId: click.clickId },
    { codes: [click.code] },
    { codes: [maxine.code], buyerId: maxine.buyerId },
    { codes: [maxine.code], email: "maxine+2@gmail.com" },
    { codes: ["NOT-OURS"], clickId: "not-even-an-id" },
    { codes: [maxine.code], sourceName: "pos", marks: ["phone:1"] },
  ];
  const verdicts: string[] = [];
  for (const order of orders) {
    const { orderId } = await anOrder(world, order);
    await decideOrder(world, { orderId });
    const [stored] = await decisionsOf(orderId);
    const { outcome, reason, ...rest } = attribute(stored.facts);
    const winner = "winner" in rest ? rest.winner : rest;
    expect(stored).toMatchObject({ outcome, reason, ambassador_id: winner?.ambassadorId ?? null, click_id: winner?.clickId ?? null });
    verdicts.push(`${outcome}: ${reason}`);
  }
  expect(verdicts).toEqual([
    "attributed: code",
    "attributed: code",
    "ignored: ambassador-left",
    "attributed: click",
    "attributed: click-code",
    "ignored: own-purchase",
    "under review: like-own-purchase",
    "ignored: unknown-code",
    "under review: same-phone",
  ]);
});

test("decisions hold no address and no name, since they are never erased", async () => {
  const maxine = await anAmbassador(world, program, { email: "very.private@example.com" });
  const { orderId } = await anOrder(world, { codes: [maxine.code], email: "secret.friend@example.com", marks: ["phone:f00d"] });
  await t.sql("UPDATE ambassador SET marks = '{phone:f00d}' WHERE ambassador_id = $1", [maxine.ambassadorId]);
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "under review" });
  expect(JSON.stringify(await decisionsOf(orderId))).not.toMatch(/private|secret|@|Maxine\b|f00d/);
});

test("erasing a person does not turn their own purchase into a friend's", async () => {
  const maxine = await anAmbassador(world, program, { email: "m@example.com" });
  const { orderId } = await anOrder(world, { codes: [maxine.code], email: "m@example.com", buyerId: null });
  expect(await decideOrder(world, { orderId })).toMatchObject({ reason: "own-purchase" });
  await changeOrder(world, orderId, { email: null });
  await t.sql("UPDATE buyer SET email = NULL WHERE buyer_id = $1", [maxine.buyerId]);
  expect(await decideOrder(world, { orderId })).toMatchObject({ reason: "own-purchase", changed: false });
});

test("an order that loses its customer does not make an own purchase a friend's, nor an earlier customer new", async () => {
  const maxine = await anAmbassador(world, program, { email: null });
  const own = await anOrder(world, { codes: [maxine.code], buyerId: maxine.buyerId, buyerOrderIndex: 1 });
  const friend = await aBuyer(world);
  await anOrder(world, { buyerId: friend.buyerId, placedAt: daysAgo(60) });
  const second = await anOrder(world, { codes: [maxine.code], buyerId: friend.buyerId, buyerOrderIndex: 2 });
  expect(await decideOrder(world, own)).toMatchObject({ reason: "own-purchase" });
  expect(await decideOrder(world, second)).toMatchObject({ reason: "not-first-order" });
  for (const { orderId } of [own, second]) await changeOrder(world, orderId, { buyerId: null, buyerOrderIndex: null });
  expect(await decideOrder(world, own)).toMatchObject({ reason: "own-purchase", changed: false });
  expect(await decideOrder(world, second)).toMatchObject({ reason: "not-first-order", changed: false });
  // Another verdict in between forgets nothing.
  for (const test of [true, false]) {
    await changeOrder(world, own.orderId, { test });
    await decideOrder(world, own);
  }
  expect(await decideOrder(world, own)).toMatchObject({ reason: "own-purchase" });
});

test.each([
  ["maxine", "under review", "like-own-purchase"],
  ["max.ine", "ignored", "own-purchase"],
])("changing one's address does not turn an own purchase with %s@… into a friend's: a person looks", async (mailbox, outcome, reason) => {
  const maxine = await anAmbassador(world, program, { email: "max.ine@gmail.com" });
  const { orderId } = await anOrder(world, { codes: [maxine.code], email: `${mailbox}@gmail.com` });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome, reason });
  await t.sql("UPDATE buyer SET email = 'quite@other.example' WHERE buyer_id = $1", [maxine.buyerId]);
  for (const _look of ["the next", "the one after"])
    expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "under review", reason: "like-own-purchase" });
  const { length: sequence } = await decisionsOf(orderId);
  expect(await overruleDecision(world, { orderId, counts: true, sequence, note: "a friend's", decidedBy: "owner:1" })).toMatchObject({
    outcome: "decided",
  });
});

test.each(["maxine-full", "  mAxInE-fUlL ", "ＭＡＸＩＮＥ－ＦＵＬＬ"])("the code typed as %j is still hers", async (typed) => {
  const known = await t.sql<{ ambassador_id: string }>("SELECT ambassador_id::text FROM share_code WHERE code = 'MAXINE-FULL'");
  const ambassadorId = known[0]?.ambassador_id ?? (await anAmbassador(world, program, { code: "MAXINE-FULL" })).ambassadorId;
  const { orderId } = await anOrder(world, { codes: [typed] });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "attributed" });
  expect(await decisionsOf(orderId)).toMatchObject([{ ambassador_id: ambassadorId }]);
});

test("a code belongs to whoever Shopify confirmed it for", async () => {
  const maxine = await anAmbassador(world, program);
  await aShareCode(world, { programId: program.programId, ambassadorId: maxine.ambassadorId, code: "SUMMER-SALE", state: "refused" });
  const { orderId } = await anOrder(world, { codes: ["SUMMER-SALE"] });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "ignored", reason: "unknown-code" });
});

test("an order placed before its code was an ambassador's counts for nobody, however much later it is looked at", async () => {
  const maxine = await anAmbassador(world, program);
  const long = await anOrder(world, { codes: [maxine.code], placedAt: daysAgo(700) });
  expect(await decideOrder(world, long)).toMatchObject({ outcome: "ignored", reason: "unknown-code" });
  expect(await decisionsOf(long.orderId)).toMatchObject([{ ambassador_id: null, code: null }]);
  const click = await aClick(world, { programId: program.programId, ambassadorId: maxine.ambassadorId, clickedAt: daysAgo(2) });
  const [before, after] = [
    await anOrder(world, { codes: [click.code], placedAt: daysAgo(3) }),
    await anOrder(world, { codes: [click.code], placedAt: daysAgo(1) }),
  ];
  expect(await decideOrder(world, before)).toMatchObject({ outcome: "ignored", reason: "unknown-code" });
  expect(await decideOrder(world, after)).toMatchObject({ outcome: "attributed", reason: "click-code" });
});

test("a code taken over from an ambassador who became one with another counts from when that one had it", async () => {
  const [maxine, other] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Max" })];
  await t.sql("UPDATE ambassador SET joined_at = $2 WHERE ambassador_id = $1", [maxine.ambassadorId, daysAgo(1)]);
  await world.transaction(() => mergeAmbassadors(world, { survivorId: maxine.ambassadorId, mergedId: other.ambassadorId }));
  const { orderId } = await anOrder(world, { codes: [other.code], placedAt: daysAgo(50) });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "attributed", reason: "code" });
  expect(await decisionsOf(orderId)).toMatchObject([{ ambassador_id: maxine.ambassadorId }]);
});

test("an order without a code or a click needs no decision", async () => {
  const { orderId } = await anOrder(world);
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "nothing to decide" });
  expect(await decisionsOf(orderId)).toEqual([]);
});

test("an order whose code was taken off later is decided anew", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  await decideOrder(world, { orderId });
  await changeOrder(world, orderId, { codes: [] });
  expect(await decideOrder(world, { orderId })).toEqual({ outcome: "ignored", reason: "nothing-of-ours", changed: true });
});

test("an order we do not hold is an outcome, not an error", async () => {
  expect(await decideOrder(world, { orderId: "1" })).toMatchObject({ outcome: "order unknown" });
});

test("a decision uses the settings that were in force when the order was placed", async () => {
  const maxine = await anAmbassador(world, program);
  const buyer = await aBuyer(world);
  await anOrder(world, { buyerId: buyer.buyerId, placedAt: daysAgo(60) });
  const before = await anOrder(world, { buyerId: buyer.buyerId, codes: [maxine.code], placedAt: daysAgo(20) });
  const after = await anOrder(world, { buyerId: buyer.buyerId, codes: [maxine.code], placedAt: daysAgo(5) });
  await t.sql(
    `INSERT INTO program_version SELECT (jsonb_populate_record(v, jsonb_build_object('version', 2, 'new_friends_only', false, 'saved_at', $2::timestamptz))).*
     FROM program_version v WHERE program_id = $1 AND version = 1`,
    [program.programId, daysAgo(10)],
  );
  expect(await decideOrder(world, before)).toMatchObject({ reason: "not-first-order" });
  expect(await decideOrder(world, after)).toMatchObject({ outcome: "attributed" });
  expect((await decisionsOf(after.orderId))[0].program_version).toBe(2);
  expect((await decisionsOf(before.orderId))[0].program_version).toBe(1);
});

test("what customers merged into one bought is one person's", async () => {
  const maxine = await anAmbassador(world, program);
  const old = await aBuyer(world, { mergedInto: maxine.buyerId });
  const { orderId } = await anOrder(world, { codes: [maxine.code], buyerId: old.buyerId });
  expect(await decideOrder(world, { orderId })).toMatchObject({ reason: "own-purchase" });
});

test("eight processes that decide one order at once leave one decision, for each of six orders", async () => {
  const maxine = await anAmbassador(world, program);
  // The first orders open the connections; from then on the eight truly meet.
  for (let round = 0; round < 6; round++) {
    const { orderId } = await anOrder(world, { codes: [maxine.code] });
    const decided = await Promise.all(Array.from({ length: 8 }, () => decideOrder(world, { orderId })));
    expect(decided.filter(({ changed }) => changed)).toHaveLength(1);
    expect(await decisionsOf(orderId)).toHaveLength(1);
  }
});

test("what a person decided, the rules do not overrule", async () => {
  const maxine = await anAmbassador(world, program, { leftAt: daysAgo(3) });
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  await decideOrder(world, { orderId });
  await overruleDecision(world, { orderId, counts: true, sequence: 1, note: "on the way then", decidedBy: "owner:1" });
  for (const changes of [{}, { renewal: true }, { codes: [] }]) {
    await changeOrder(world, orderId, changes);
    expect(await decideOrder(world, { orderId })).toEqual({ outcome: "attributed", reason: "owner-counts", changed: false });
  }
});

test("decisions can neither be changed nor removed", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code] });
  await decideOrder(world, { orderId });
  for (const sql of [`UPDATE decision SET reason = 'x'`, `DELETE FROM decision`]) {
    await expect(world.transaction(({ db }) => db.$executeRawUnsafe(sql))).rejects.toThrow(/permission denied/);
    await expect(t.sql(`${sql} WHERE order_id = $1`, [orderId])).rejects.toThrow(/append-only/);
  }
});

test("of a friend's presses the last one before the order counts, whichever of them the order names", async () => {
  const maxine = await anAmbassador(world, program);
  const friendsClicks = async () => {
    const first = await aClick(world, { programId: program.programId, ambassadorId: maxine.ambassadorId, clickedAt: daysAgo(31) });
    return [first, await aClickAgain(world, first, daysAgo(2)), await aClickAgain(world, first, daysAgo(-1))];
  };
  for (const nth of [0, 1, 2]) {
    const { clickId } = (await friendsClicks())[nth];
    const { orderId } = await anOrder(world, { codes: ["WELCOME10"], clickId });
    expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "attributed", reason: "click" });
    expect(await decisionsOf(orderId)).toMatchObject([{ click_id: clickId, facts: { click: { clickedAt: daysAgo(2).toISOString() } } }]);
  }
  // Between two presses, and before any.
  for (const [days, reason] of [
    [3, "click"],
    [32, "unknown-click"],
  ] as const) {
    const [{ clickId }] = await friendsClicks();
    const { orderId } = await anOrder(world, { codes: ["WELCOME10"], clickId, placedAt: daysAgo(days) });
    expect(await decideOrder(world, { orderId })).toMatchObject({ reason });
  }
});

describe("a click known late", () => {
  test("on the order itself is a new decision, and the old one stays", async () => {
    const maxine = await anAmbassador(world, program);
    const { clickId } = await aClick(world, { programId: program.programId, ambassadorId: maxine.ambassadorId, clickedAt: daysAgo(2) });
    const { orderId } = await anOrder(world, { codes: ["SUMMER10"] });
    expect(await decideOrder(world, { orderId })).toMatchObject({ reason: "unknown-code" });
    await changeOrder(world, orderId, { clickId });
    expect(await decideOrder(world, { orderId })).toEqual({ outcome: "attributed", reason: "click", changed: true });
    expect(await decisionsOf(orderId)).toMatchObject([
      { sequence: 1, outcome: "ignored", reason: "unknown-code", click_id: null },
      { sequence: 2, outcome: "attributed", reason: "click", click_id: clickId, ambassador_id: maxine.ambassadorId },
    ]);
  });

  test("written after the order was decided is a new decision, too", async () => {
    const maxine = await anAmbassador(world, program);
    const { clickId } = await aClick(world, { programId: program.programId, ambassadorId: maxine.ambassadorId, clickedAt: daysAgo(2) });
    const [row] = await t.sql<{ row: object }>("DELETE FROM click WHERE click_id = $1 RETURNING to_jsonb(click) AS row", [clickId]);
    const { orderId } = await anOrder(world, { clickId });
    expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "ignored", reason: "unknown-click" });
    await t.sql("INSERT INTO click SELECT * FROM jsonb_populate_record(NULL::click, $1)", [JSON.stringify(row.row)]);
    expect(await decideOrder(world, { orderId })).toEqual({ outcome: "attributed", reason: "click", changed: true });
    expect((await decisionsOf(orderId)).map(({ reason }) => reason)).toEqual(["unknown-click", "click"]);
  });

  test("doesn't overrule what a person decided, and takes nothing from a code", async () => {
    const [maxine, tom] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Tom" })];
    const { clickId } = await aClick(world, { programId: program.programId, ambassadorId: tom.ambassadorId, clickedAt: daysAgo(2) });
    const { orderId } = await anOrder(world, { codes: [maxine.code] });
    await decideOrder(world, { orderId });
    await changeOrder(world, orderId, { clickId });
    // A decision of its own all the same, since it is shown how the click fared.
    expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "attributed", reason: "code", changed: true });
    await overruleDecision(world, { orderId, counts: false, sequence: 2, note: "no", decidedBy: "owner:1" });
    expect(await decideOrder(world, { orderId })).toMatchObject({ reason: "owner-does-not-count", changed: false });
  });
});

test("59 · what an order and the ambassador have in common is stored as words, and stays when the marks go", async () => {
  const maxine = await anAmbassador(world, program, { marks: ["address:1", "addressee:1", "door:1", "device:1"] });
  const { orderId } = await anOrder(world, { codes: [maxine.code], marks: ["address:1", "addressee:2", "door:1"] });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "under review", reason: "same-household" });
  expect((await decisionsOf(orderId))[0].facts.codes[0].ambassador).toMatchObject({ signs: ["household", "door"] });
  await t.sql("UPDATE ambassador SET marks = '{}' WHERE ambassador_id = $1", [maxine.ambassadorId]);
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "under review", changed: false });
});
