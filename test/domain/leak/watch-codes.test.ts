import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mergeAmbassadors } from "~/domain/ambassador/merge-ambassadors.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { answerLeak } from "~/domain/leak/answer-leak.server";
import { readLeaks } from "~/domain/insight/read-leaks.server";
import { watchAllCodes } from "~/domain/leak/watch-all-codes.server";
import { watchCodes } from "~/domain/leak/watch-codes.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import {
  aClick,
  aClickAgain,
  aProgram,
  aShop,
  anAmbassador,
  anOrder,
  type BuiltAmbassador,
  type BuiltProgram,
} from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
const HOUR_MS = 3_600_000;
let program: BuiltProgram;

beforeAll(() => aShop(world));
// A programme of its own each: what one test's people do would be another's habit.
beforeEach(async () => {
  program = await aProgram(world);
});

const ago = (ms: number) => new Date(t.clock.now().getTime() - ms);

type Order = NonNullable<Parameters<typeof anOrder>[1]>;

/** As refreshOrder does it, without asking Shopify. */
async function hear(order: Omit<Order, "codes"> & { codes: string[] }) {
  const { orderId } = await anOrder(world, { buyerOrderIndex: 1, ...order });
  await watchCodes(world, { orderId, codes: order.codes });
  const { outcome, reason } = await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  return { orderId, verdict: `${outcome}: ${reason}` };
}
/** `count` orders evenly over the hours before now, oldest first; how many of them wait for the owner. */
async function uses({ code }: BuiltAmbassador, count: number, hours: number, changes: Omit<Order, "codes"> = {}) {
  const verdicts: string[] = [];
  for (let index = 1; index <= count; index++)
    verdicts.push((await hear({ codes: [code], placedAt: ago(hours * HOUR_MS * (1 - index / count)), ...changes })).verdict);
  return { verdicts, held: verdicts.filter((verdict) => verdict === "under review: code-leaking").length };
}
/** The same orders' traces alone, written at once: `count` of them, evenly, the last `untilHours` ago. */
const before = ({ code, ambassadorId }: BuiltAmbassador, count: number, hours: number, untilHours: number) =>
  t.sql(
    `INSERT INTO code_use SELECT $1, $2::text, gen_random_uuid()::text, $3::uuid, $4::uuid, $5::timestamptz - ($6::float8 + ($7::float8 - $6::float8) * (1 - n / $8::float8)) * interval '1 hour', false, true, NULL, $5
     FROM generate_series(1, $8::int) AS n`,
    [world.shopId, code, program.programId, ambassadorId, t.clock.now(), untilHours, hours, count],
  );
const alarmsOf = (code: string) =>
  t.sql<{ alarm_id: string; span: string; because: string; uses: number; usual_most: number; evidence: { sites: { site: string }[] } }>(
    "SELECT * FROM leak_alarm WHERE code = $1 ORDER BY raised_at",
    [code],
  );

describe("FAULTS 60: a code on a coupon site, 200 uses an hour and no clicks", () => {
  test("the owner is told and the further orders wait; nothing of them is lost, and the first ones stay the ambassador's", async () => {
    const maxine = await anAmbassador(world, program);
    const { verdicts, held } = await uses(maxine, 30, 0.15);
    expect(verdicts.indexOf("under review: code-leaking")).toBe(30 - held);
    // Twenty people within an hour are believed; the one after is not.
    expect(30 - held).toBe(19);
    const [alarm, ...more] = await alarmsOf(maxine.code);
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ span: "hour", because: "more than usual", uses: 20 });
    expect(alarm.usual_most).toBeLessThan(20);
    expect((await readBalance(world, { ...program, ambassadorId: maxine.ambassadorId })).pendingMinor).toBe(19n * 500n);
  });

  test("nor is it hidden by one browser that presses the button again and again", async () => {
    const maxine = await anAmbassador(world, program);
    const click = await aClick(world, { ...program, ambassadorId: maxine.ambassadorId, clickedAt: ago(8 * DAY_MS) });
    for (let time = 1; time <= 25; time++) await aClickAgain(world, click, ago((HOUR_MS / 2) * (1 - time / 25)));
    expect((await uses(maxine, 30, 0.15)).held).toBeGreaterThan(5);
  });

  test("a birthday's wave is not held: as many friends by the link, or as many over a day by the code", async () => {
    const byLink = await anAmbassador(world, program, { name: "Tom" });
    const friends: string[] = [];
    for (let friend = 0; friend < 25; friend++) {
      const clickedAt = ago(0.9 * HOUR_MS * (1 - friend / 25));
      const { clickId } = await aClick(world, { ...program, ambassadorId: byLink.ambassadorId, clickedAt });
      friends.push((await hear({ codes: [byLink.code], clickId, placedAt: clickedAt })).verdict);
    }
    expect(new Set(friends)).toEqual(new Set(["attributed: code"]));
    const byCode = await anAmbassador(world, program, { name: "Ada" });
    await before(byCode, 32, 23, 1);
    expect((await uses(byCode, 3, 1)).held).toBe(0);
    expect(await alarmsOf(byCode.code)).toEqual([]);
  });

  test("while one code waits, another ambassador's orders count as ever, and so do friends who came by the page", async () => {
    const maxine = await anAmbassador(world, program);
    const tom = await anAmbassador(world, program, { name: "Tom" });
    expect((await uses(maxine, 25, 0.2)).held).toBe(6);
    expect((await uses(tom, 3, 0.2)).held).toBe(0);
    const { clickId } = await aClick(world, { ...program, ambassadorId: maxine.ambassadorId });
    expect((await hear({ codes: [maxine.code], clickId })).verdict).toBe("attributed: code");
  });

  test("friends from a coupon site are enough of a sign when there are few", async () => {
    const maxine = await anAmbassador(world, program);
    const { held } = await uses(maxine, 8, 5, { referrer: "retailmenot.com" });
    expect(held).toBeGreaterThan(0);
    expect((await alarmsOf(maxine.code))[0]).toMatchObject({ because: "coupon site", evidence: { sites: [{ site: "retailmenot.com" }] } });
    const tom = await anAmbassador(world, program, { name: "Tom" });
    expect((await uses(tom, 8, 5, { referrer: "instagram.com" })).held).toBe(0);
  });

  test("a site the owner added counts like the known ones", async () => {
    const maxine = await anAmbassador(world, program);
    await t.sql("INSERT INTO coupon_site VALUES ($1, 'bargains.example', 'Olga', now())", [world.shopId]);
    expect((await uses(maxine, 8, 5, { referrer: "bargains.example" })).held).toBeGreaterThan(0);
  });

  test("a slow leak, two an hour for days, is seen by the day or the week", async () => {
    const maxine = await anAmbassador(world, program);
    await before(maxine, 90, 48, 2);
    const { held } = await uses(maxine, 4, 2);
    expect(held).toBeGreaterThan(0);
    expect(["day", "week"]).toContain((await alarmsOf(maxine.code))[0].span);
  });
});

describe("what the owner says", () => {
  const leaking = async (name = "Maxine") => {
    const maxine = await anAmbassador(world, program, { name });
    const held = await uses(maxine, 24, 0.3);
    const [{ alarm_id: alarmId }] = await alarmsOf(maxine.code);
    return { ...maxine, ...held, alarmId };
  };
  const anew = async (code: string) => {
    for (const { order_id: orderId } of await t.sql<{ order_id: string }>("SELECT order_id FROM code_use WHERE code = $1", [code])) {
      await decideOrder(world, { orderId });
      await creditOrder(world, { orderId });
    }
  };

  test("It's fine: what waited counts, and as much is fine again for some weeks, though not twice as much", async () => {
    const maxine = await leaking();
    expect(await answerLeak(world, { alarmId: maxine.alarmId, answer: "fine", answeredBy: "Olga" })).toEqual({
      outcome: "fine",
      orders: maxine.held,
    });
    const asked = await t.sql(
      `SELECT FROM pgboss.job JOIN code_use ON order_id = data->'payload'->>'orderId' WHERE code = $1 AND name = 'order.refresh' AND state = 'created'`,
      [maxine.code],
    );
    expect(asked).toHaveLength(maxine.held);
    await anew(maxine.code);
    expect((await readBalance(world, { ...program, ambassadorId: maxine.ambassadorId })).pendingMinor).toBe(24n * 500n);
    await t.clock.advance(2 * DAY_MS);
    await before(maxine, 27, 0.3, 0.1);
    expect((await uses(maxine, 3, 0.1)).held).toBe(0);
    await t.clock.advance(2 * DAY_MS);
    await before(maxine, 87, 0.3, 0.1);
    expect((await uses(maxine, 3, 0.1)).held).toBe(3);
  });

  test("a new code: the leaked one ends at once, what waited goes on waiting, and later orders with it earn nothing", async () => {
    const maxine = await leaking();
    const answered = await answerLeak(world, { alarmId: maxine.alarmId, answer: "replaced", answeredBy: "Olga" });
    expect(answered).toEqual({ outcome: "replaced", code: expect.not.stringMatching(maxine.code) });
    await anew(maxine.code);
    expect(await t.sql("SELECT retired_why FROM share_code WHERE code = $1", [maxine.code])).toEqual([{ retired_why: "leaked" }]);
    expect((await readBalance(world, { ...program, ambassadorId: maxine.ambassadorId })).pendingMinor).toBe(
      BigInt(24 - maxine.held) * 500n,
    );
    await t.clock.advance(1_000);
    expect((await hear({ codes: [maxine.code] })).verdict).toBe("ignored: code-retired");
    if (answered.outcome !== "replaced") throw new Error("expected a new code");
    expect((await hear({ codes: [answered.code!] })).verdict).toBe("under review: code-unconfirmed");
  });

  test("who became one with another meanwhile gets a new code in place of the leaked one, and keeps the one that has not leaked", async () => {
    const maxine = await leaking();
    const tom = await anAmbassador(world, program, { name: "Tom" });
    await mergeAmbassadors(world, { survivorId: tom.ambassadorId, mergedId: maxine.ambassadorId });
    const answered = await answerLeak(world, { alarmId: maxine.alarmId, answer: "replaced", answeredBy: "Olga" });
    expect(answered).toEqual({ outcome: "replaced", code: expect.stringMatching(/TOM/) });
    expect(
      await t.sql("SELECT code FROM share_code WHERE ambassador_id = $1 AND retires_at IS NULL ORDER BY created_at", [tom.ambassadorId]),
    ).toEqual([{ code: tom.code }, { code: (answered as { code: string }).code }]);
    await t.clock.advance(1_000);
    expect((await hear({ codes: [maxine.code] })).verdict).toBe("ignored: code-retired");
    expect((await hear({ codes: [tom.code] })).verdict).toBe("attributed: code");
  });

  test("one answer: a second press, also at the same moment, changes nothing", async () => {
    const { alarmId, code } = await leaking();
    const answers = await Promise.all([1, 2, 3].map(() => answerLeak(world, { alarmId, answer: "replaced", answeredBy: "Olga" })));
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(["answered before", "answered before", "replaced"]);
    expect(await answerLeak(world, { alarmId, answer: "fine", answeredBy: "Olga" })).toEqual({ outcome: "answered before" });
    expect(await t.sql("SELECT count(*)::int AS codes FROM share_code WHERE replaced_by IS NOT NULL AND code = $1", [code])).toEqual([
      { codes: 1 },
    ]);
  });

  test("another shop's alarm is unknown", async () => {
    const { alarmId } = await leaking();
    const elsewhere = t.worldOf("elsewhere.myshopify.com");
    expect(await answerLeak(elsewhere, { alarmId, answer: "fine", answeredBy: "Eve" })).toEqual({ outcome: "unknown" });
  });
});

describe("a slow leak: a stranger or two a day", () => {
  /** A code that is there for half a year, used now and then, and these last weeks every day. */
  const slow = async (days: number, name = "Maxine") => {
    const maxine = await anAmbassador(world, program, { name });
    await t.sql("UPDATE share_code SET live_at = $2 WHERE code = $1", [maxine.code, ago(210 * DAY_MS)]);
    await before(maxine, 6, 200 * 24, 40 * 24);
    if (days) await before(maxine, days, days * 24, 0);
    return maxine;
  };
  const watched = () => watchAllCodes(world, { why: "test" });

  test("is seen by the days it goes on; orders from then on wait, and the page says why", async () => {
    for (const name of ["Ada", "Ben"]) await slow(0, name);
    const maxine = await slow(24);
    expect(await watched()).toMatchObject({ raised: 1 });
    const [alarm] = await alarmsOf(maxine.code);
    expect(alarm).toMatchObject({ because: "day after day", span: "month", uses: 24 });
    expect(alarm.usual_most).toBeLessThan(24);
    await t.clock.advance(HOUR_MS);
    expect((await hear({ codes: [maxine.code] })).verdict).toBe("under review: code-leaking");
    const leak = (await readLeaks(world)).open.find(({ code }) => code === maxine.code)!;
    expect(leak).toMatchObject({ span: "month", barSpan: "day", waiting: 1 });
    expect(leak.bars.reduce((sum, bar) => sum + bar.withoutClick, 0)).toBe(25);
    expect(await watched()).toMatchObject({ raised: 0 });
    await answerLeak(world, { alarmId: alarm.alarm_id, answer: "replaced", answeredBy: "Olga" });
  });

  test("as many uses in three waves are no leak, nor is a code that nobody used lately", async () => {
    const maxine = await slow(0);
    for (const until of [0, 9 * 24, 20 * 24]) await before(maxine, 15, until + 30, until);
    expect(await watched()).toMatchObject({ raised: 0 });
    const ben = await slow(0, "Ben");
    await before(ben, 24, 25 * 24, 24);
    await watched();
    expect(await alarmsOf(ben.code)).toEqual([]);
  });

  test("It's fine: so many days are what is usual for this code from then on", async () => {
    const maxine = await slow(24);
    await watched();
    const [{ alarm_id: alarmId }] = await alarmsOf(maxine.code);
    await answerLeak(world, { alarmId, answer: "fine", answeredBy: "Olga" });
    for (let weeks = 0; weeks < 8; weeks++) {
      await t.clock.advance(7 * DAY_MS);
      await before(maxine, 6, 6 * 24, 0);
      await watched();
    }
    expect(await alarmsOf(maxine.code)).toHaveLength(1);
  });
});

test("an order that was decided before its alarm was raised, and is to wait as well, is asked for anew", async () => {
  const mia = await anAmbassador(world, program);
  const { orderId, verdict } = await hear({ codes: [mia.code], placedAt: t.clock.now() });
  expect(verdict).toBe("attributed: code");
  // Heard of after it, placed before it.
  await before(mia, 40, 1, 0);
  await t.sql("DELETE FROM pgboss.job");
  expect(await watchAllCodes(world, { why: "test" })).toMatchObject({ raised: 1 });
  expect(await t.sql("SELECT data->'payload'->>'orderId' AS order FROM pgboss.job WHERE name = 'order.refresh'")).toContainEqual({
    order: orderId,
  });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "under review", reason: "code-leaking" });
});

test("reading an order again notes nothing twice, and the round by schedule raises nothing a second time", async () => {
  const maxine = await anAmbassador(world, program);
  const { orderId } = await hear({ codes: [maxine.code] });
  await watchCodes(world, { orderId, codes: [maxine.code] });
  expect(await t.sql("SELECT order_id FROM code_use WHERE code = $1", [maxine.code])).toEqual([{ order_id: orderId }]);
  await uses(maxine, 25, 0.2);
  await watchAllCodes(world, { why: "test" });
  expect(await alarmsOf(maxine.code)).toHaveLength(1);
});

test("evidence only grows, and no shop sees another's", async () => {
  for (const table of ["code_use", "leak_alarm", "leak_answer"]) {
    await expect(t.sql(`UPDATE ${table} SET shop_id = shop_id`)).rejects.toThrow(/append-only/);
    await expect(t.sql(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/);
  }
  await t.worldOf("elsewhere.myshopify.com").transaction(async ({ db }) => {
    expect([await db.codeUse.count(), await db.leakAlarm.count(), await db.leakAnswer.count(), await db.leakHabit.count()]).toEqual([
      0, 0, 0, 0,
    ]);
  });
});
