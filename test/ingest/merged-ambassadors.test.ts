/**
 * FAULTS 61: two ambassadors whose customers became one go on as one, with all that was either's: to the minor unit, whenever the merge
 * is heard of, how often, and whatever else happens at that moment.
 */
import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { recordClick } from "~/domain/click/record-click.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { addBalances, type Balance } from "~/domain/ledger/ledger";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../support/read-books";
import { readLandingPage } from "~/domain/page/read-landing-page.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { giveBackReward } from "~/domain/reward/give-back-reward.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { SCOPES_FOR } from "~/domain/reward/reward";
import { joinMergedBuyers } from "~/ingest/join-merged-buyers.server";
import {
  aClick,
  aProgram,
  aShop,
  anAmbassador,
  anEarnedCredit,
  anOrder,
  changeOrder,
  type BuiltAmbassador,
  type BuiltProgram,
} from "../support/builders";
import { FakeBooksShop, person } from "../support/fake-books-shop";
import { DAY_MS, testWorld } from "../support/world";
import { invariants } from "../simulate/invariants";

const shop = new FakeBooksShop();
const t = await testWorld({ shop: shop.port() });
const { world, shopId } = t;
let program: BuiltProgram;
/** Tom's customer goes, Maxine's is kept. */
let [maxine, tom]: BuiltAmbassador[] = [];

beforeAll(async () => {
  await aShop(world, { scopes: Object.values(SCOPES_FOR).flat() });
  program = await aProgram(world, { rewardKinds: ["gift card"], insiderFrom: 2, iconFrom: 3, newFriendsOnly: false });
});
beforeEach(async () => {
  maxine = await anAmbassador(world, program);
  tom = await anAmbassador(world, program, { name: "Tom" });
  shop.knows(maxine.buyerId, tom.buyerId);
});

const merge = () => joinMergedBuyers(world, { keptId: maxine.buyerId, deletedId: tom.buyerId });
const balance = ({ ambassadorId }: BuiltAmbassador) => readBalance(world, { ambassadorId, programId: program.programId });
const total = async (): Promise<Balance> => addBalances(await balance(maxine), await balance(tom));
const NOTHING = { pendingMinor: 0n, earnedMinor: 0n, redeemedMinor: 0n };

async function buys({ code }: BuiltAmbassador, goodsMinor = 2_000n): Promise<string> {
  const { orderId } = await anOrder(world, { codes: [code], goodsMinor, orderedMinor: goodsMinor });
  await now(orderId);
  return orderId;
}
const now = (orderId: string) =>
  world.transaction(async () => {
    await decideOrder(world, { orderId });
    await creditOrder(world, { orderId });
  });
const wish = (ambassador: BuiltAmbassador, amountMinor: bigint) =>
  requestReward(world, { kind: "gift card", ambassadorId: ambassador.ambassadorId, amountMinor, requestKey: world.chance.uuid() });

async function offences(): Promise<string[]> {
  const found: string[] = [];
  // Ids of rows that builders leave out, and what is asked at rest of the world around, are not this test's.
  for (const { name, sql, holds } of invariants.filter((one) => /^(I1|I2|I3|I9|I10) /.test(one.name)))
    if (holds === "always" || /^I1 who|^I9 what/.test(name))
      for (const row of await t.sql(sql)) found.push(`${name}: ${JSON.stringify(row)}`);
  return [...found, ...(await readBooks(world)).problems.map(({ raw }) => raw)];
}

test("61 · what waits, what is theirs and what was taken are added once, by entries", async () => {
  await buys(tom, 3_000n);
  await anEarnedCredit(world, tom, 900n);
  await anEarnedCredit(world, maxine, 100n);
  await wish(tom, 400n);
  expect(await merge()).toMatchObject({ outcome: "two ambassadors", survivorId: maxine.ambassadorId });
  expect([await balance(maxine), await balance(tom)]).toEqual([{ pendingMinor: 300n, earnedMinor: 600n, redeemedMinor: 400n }, NOTHING]);
  const entries = await t.sql("SELECT 1 FROM entry WHERE shop_id = $1 AND reason = 'merged'", [shopId]);
  await merge();
  expect(await t.sql("SELECT 1 FROM entry WHERE shop_id = $1 AND reason = 'merged'", [shopId])).toHaveLength(entries.length);
  expect(await offences()).toEqual([]);
});

test("61 · both codes, a click of before and both pages' addresses go on for the one who is left, and there is one page", async () => {
  const click = await aClick(world, { programId: program.programId, ambassadorId: tom.ambassadorId });
  await merge();
  const winners = [];
  for (const codes of [[tom.code], [maxine.code], [click.code]]) {
    const { orderId } = await anOrder(world, { codes });
    await now(orderId);
    winners.push(
      (await t.sql<{ winner: string }>("SELECT ambassador_id AS winner FROM decision WHERE order_id = $1", [orderId]))[0]?.winner,
    );
  }
  expect(winners).toEqual(Array(3).fill(maxine.ambassadorId));
  expect(await readLandingPage(world, { slug: tom.slug })).toMatchObject({ outcome: "open", slug: maxine.slug, name: "Maxine" });
  const pressed = await recordClick(world, { slug: tom.slug });
  expect(
    await t.sql("SELECT 1 FROM click WHERE click_id = $1 AND ambassador_id = $2", [
      (pressed as { clickId: string }).clickId,
      maxine.ambassadorId,
    ]),
  ).toHaveLength(1);
  const page = await readRewardsPage(world, { buyerId: maxine.buyerId });
  expect(page.outcome === "page" && page.codes.map(({ code }) => code).sort()).toEqual([maxine.code, tom.code].sort());
  // Bought for themselves by the other's code.
  const own = await anOrder(world, { codes: [tom.code], buyerId: maxine.buyerId });
  expect(await decideOrder(world, own)).toMatchObject({ outcome: "ignored", reason: "own-purchase" });
});

test("61 · the higher tier stays, friends are counted together, and each step keeps its reason", async () => {
  await anEarnedCredit(world, tom, 100n);
  await anEarnedCredit(world, tom, 100n);
  await anEarnedCredit(world, maxine, 100n);
  await merge();
  expect(await t.sql("SELECT to_tier, reason FROM tier_change WHERE ambassador_id = $1 ORDER BY sequence", [maxine.ambassadorId])).toEqual([
    { to_tier: "insider", reason: "merged" },
    { to_tier: "icon", reason: "good referrals" },
  ]);
  expect(await offences()).toEqual([]);
});

test("61 · an open wish goes on for the one who is left, and given back it is theirs", async () => {
  await anEarnedCredit(world, tom, 500n);
  const wished = await wish(tom, 500n);
  const { rewardId } = wished as { rewardId: string };
  await merge();
  expect(await t.sql("SELECT ambassador_id, buyer_id FROM reward WHERE reward_id = $1", [rewardId])).toEqual([
    { ambassador_id: maxine.ambassadorId, buyer_id: maxine.buyerId },
  ]);
  await giveBackReward(world, { rewardId, reason: "test" });
  expect((await balance(maxine)).earnedMinor).toBe(500n);
  expect(await wish(tom, 100n)).toEqual({ outcome: "not an ambassador" });
  expect(await offences()).toEqual([]);
});

test("61 · an owner's word stays an owner's, and an order refunded later is taken from the one who is left", async () => {
  const [kept, refunded] = [await buys(tom), await buys(tom)];
  await settleOrder(world, { orderId: kept, counts: false, sequence: 1, note: "we looked", decidedBy: "Olga" });
  await merge();
  await now(kept);
  await changeOrder(world, refunded, { goodsMinor: 500n });
  await now(refunded);
  expect([await balance(maxine), await balance(tom)]).toEqual([{ ...NOTHING, pendingMinor: 50n }, NOTHING]);
  const [latest] = await t.sql("SELECT outcome, decided_by, note FROM decision WHERE order_id = $1 ORDER BY sequence DESC LIMIT 1", [kept]);
  expect(latest).toEqual({ outcome: "ignored", decided_by: "Olga", note: "we looked" });
  expect(await offences()).toEqual([]);
});

test("61 · an owner's yes to what was the other's own purchase is looked at again, and earns nothing any more", async () => {
  const [{ email }] = await t.sql<{ email: string }>("SELECT email FROM buyer WHERE buyer_id = $1", [maxine.buyerId]);
  shop.buyers.set(maxine.buyerId, person(maxine.buyerId, { email }));
  const { orderId: own } = await anOrder(world, { codes: [tom.code], email });
  await now(own);
  for (const [sequence, counts] of [false, true].entries())
    await settleOrder(world, { orderId: own, counts, sequence: sequence + 1, note: "we looked", decidedBy: "Olga" });
  expect((await balance(tom)).pendingMinor).toBe(500n);
  await merge();
  expect(await t.sql("SELECT 1 FROM pgboss.job WHERE name = 'order.refresh' AND data->'payload'->>'orderId' = $1", [own])).toHaveLength(1);
  await now(own);
  expect(await t.sql("SELECT outcome, reason FROM decision WHERE order_id = $1 ORDER BY sequence DESC LIMIT 1", [own])).toEqual([
    { outcome: "ignored", reason: "own-purchase" },
  ]);
  expect([await balance(maxine), await balance(tom)]).toEqual([NOTHING, NOTHING]);
  expect(await offences()).toEqual([]);
});

test("61 · what the one's other address bought with the other's code was a friend's as long as they were two, and is looked at again", async () => {
  const [{ email }] = await t.sql<{ email: string }>("SELECT email FROM buyer WHERE buyer_id = $1", [maxine.buyerId]);
  shop.buyers.set(maxine.buyerId, person(maxine.buyerId, { email }));
  const friends = await buys(tom);
  const { orderId: own } = await anOrder(world, { codes: [tom.code], email: email.replace("@", "+tea@") });
  await now(own);
  const again = () =>
    t.sql(
      "SELECT data->'payload'->>'orderId' AS id FROM pgboss.job WHERE name = 'order.refresh' AND data->'payload'->>'orderId' IN ($1, $2)",
      [own, friends],
    );
  expect([(await balance(tom)).pendingMinor, await again()]).toEqual([700n, []]);
  await merge();
  expect(await again()).toEqual([{ id: own }]);
  await now(own);
  expect(await t.sql("SELECT outcome, reason FROM decision WHERE order_id = $1 ORDER BY sequence DESC LIMIT 1", [own])).toEqual([
    { outcome: "under review", reason: "like-own-purchase" },
  ]);
  expect((await balance(maxine)).pendingMinor).toBe(200n);
  expect(await offences()).toEqual([]);
});

test("61 · what was sent to either's home before is looked at, though nobody knew then that it was theirs", async () => {
  const since = JSON.stringify({ "address:toms": new Date(t.clock.now().getTime() - 90 * DAY_MS).toISOString() });
  await t.sql("UPDATE ambassador SET marks = '{address:toms}', marks_since = $2 WHERE ambassador_id = $1", [tom.ambassadorId, since]);
  await t.sql("UPDATE ambassador SET marks = '{address:maxines}' WHERE ambassador_id = $1", [maxine.ambassadorId]);
  const sent = async ({ code }: BuiltAmbassador, to: string, daysBefore = 0) => {
    const placedAt = new Date(t.clock.now().getTime() - daysBefore * DAY_MS);
    const { orderId } = await anOrder(world, { codes: [code], marks: [`address:${to}`], placedAt });
    await now(orderId);
    return orderId;
  };
  const [toTom, toMaxine] = [await sent(maxine, "toms"), await sent(tom, "maxines")];
  const others = [await sent(maxine, "friends"), await sent(maxine, "toms", 95)];
  await merge();
  const queued = await t.sql<{ id: string }>(
    "SELECT data->'payload'->>'orderId' AS id FROM pgboss.job WHERE name = 'order.refresh' AND data->'payload'->>'orderId' = ANY ($1)",
    [[toTom, toMaxine, ...others]],
  );
  expect(queued.map(({ id }) => id)).toEqual(expect.arrayContaining([toTom, toMaxine]));
  for (const orderId of [toTom, toMaxine, ...others]) await now(orderId);
  const reasonOf = async (orderId: string) =>
    (await t.sql<{ reason: string }>("SELECT reason FROM decision WHERE order_id = $1 ORDER BY sequence DESC LIMIT 1", [orderId]))[0]
      .reason;
  expect(await Promise.all([toTom, toMaxine].map(reasonOf))).toEqual(["same-household", "same-household"]);
  // One went to a friend, the other to Tom's before it was his home.
  expect(await Promise.all(others.map(reasonOf))).toEqual(["code", "code"]);
  expect(await offences()).toEqual([]);
});

test("61 · who had left does not go on, and neither do their codes; what they had is kept by who is left", async () => {
  await anEarnedCredit(world, maxine, 300n);
  const leftAt = t.clock.now();
  await leaveProgram(world, { ambassadorId: maxine.ambassadorId });
  expect(await merge()).toMatchObject({ survivorId: tom.ambassadorId, mergedId: maxine.ambassadorId });
  expect([await balance(tom), await balance(maxine)]).toEqual([{ ...NOTHING, earnedMinor: 300n }, NOTHING]);
  await t.clock.advance(60_000);
  const late = await anOrder(world, { codes: [maxine.code] });
  expect(await decideOrder(world, late)).toMatchObject({ outcome: "ignored", reason: "ambassador-left" });
  const early = await anOrder(world, { codes: [maxine.code], placedAt: new Date(leftAt.getTime() - DAY_MS) });
  await now(early.orderId);
  expect((await balance(tom)).pendingMinor).toBe(500n);
  expect(await t.sql("SELECT ambassador_id FROM ambassador WHERE buyer_id = $1", [maxine.buyerId])).toEqual([
    { ambassador_id: tom.ambassadorId },
  ]);
  expect(await offences()).toEqual([]);
});

test("61 · a chain of three ends as one, in whichever order it is heard of", async () => {
  for (const backwards of [false, true]) {
    const people = [];
    for (const name of ["Ann", "Bo", "Cy"]) people.push(await anAmbassador(world, program, { name }));
    for (const one of people) await anEarnedCredit(world, one, 100n);
    const [ann, bo, cy] = people;
    shop.knows(...people.map(({ buyerId }) => buyerId));
    const merges = [
      { keptId: bo.buyerId, deletedId: ann.buyerId },
      { keptId: cy.buyerId, deletedId: bo.buyerId },
    ];
    for (const one of backwards ? merges.reverse() : merges) await joinMergedBuyers(world, one);
    expect((await balance(cy)).earnedMinor).toBe(300n);
    expect(await t.sql("SELECT 1 FROM ambassador WHERE merged_into = $1", [cy.ambassadorId])).toHaveLength(2);
  }
  expect(await offences()).toEqual([]);
});

test("61 · while a reward of theirs is being given, it is tried later, and nothing is half done", async () => {
  await anEarnedCredit(world, tom, 500n);
  const { rewardId } = (await wish(tom, 500n)) as { rewardId: string };
  await t.sql("UPDATE reward SET called_at = $2 WHERE reward_id = $1", [rewardId, t.clock.now()]);
  await expect(merge()).rejects.toThrow(/on its way/);
  expect(await t.sql("SELECT 1 FROM buyer WHERE merged_into = $1", [maxine.buyerId])).toEqual([]);
  await t.clock.advance(180_000);
  expect(await merge()).toMatchObject({ outcome: "two ambassadors" });
  expect((await balance(maxine)).redeemedMinor).toBe(500n);
});

type Step =
  | { do: "buy"; who: 0 | 1; goods: number }
  | { do: "refund"; nth: number; goods: number }
  | { do: "mature" }
  | { do: "wish"; who: 0 | 1; share: number }
  | { do: "give back"; nth: number };

const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("buy" as const),
      who: fc.constantFrom(0 as const, 1 as const),
      goods: fc.integer({ min: 0, max: 9_999 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("refund" as const), nth: fc.nat(9), goods: fc.integer({ min: 0, max: 5_000 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: "mature" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("wish" as const),
      who: fc.constantFrom(0 as const, 1 as const),
      share: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("give back" as const), nth: fc.nat(9) }) },
);

/** @returns what to do with the step, later */
function walker() {
  const orders: string[] = [];
  const rewards: string[] = [];
  return async (step: Step): Promise<void> => {
    const who = "who" in step ? [maxine, tom][step.who] : maxine;
    if (step.do === "buy") orders.push(await buys(who, BigInt(step.goods)));
    if (step.do === "refund" && orders.length) {
      const orderId = orders[step.nth % orders.length];
      await changeOrder(world, orderId, { goodsMinor: BigInt(step.goods) });
      await now(orderId);
    }
    if (step.do === "mature") {
      await t.clock.advance(15 * DAY_MS);
      await matureCredits(world, { why: "test" });
    }
    if (step.do === "wish") {
      const amountMinor = ((await balance(who)).earnedMinor * BigInt(step.share)) / 100n;
      const wished = await wish(who, amountMinor);
      if (wished.outcome === "requested") rewards.push(wished.rewardId);
    }
    if (step.do === "give back" && rewards.length)
      await giveBackReward(world, { rewardId: rewards[step.nth % rewards.length], reason: "test" });
  };
}

test("61 · totals are unchanged by a merge, whenever it is heard of, and every order and reward goes on to the minor unit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 4, maxLength: 14 }), fc.nat(14), async (steps, at) => {
      maxine = await anAmbassador(world, program);
      tom = await anAmbassador(world, program, { name: "Tom" });
      shop.knows(maxine.buyerId, tom.buyerId);
      const walk = walker();
      for (const [n, step] of steps.entries()) {
        if (n === at % steps.length) {
          const before = await total();
          await merge();
          expect([await balance(maxine), await balance(tom)]).toEqual([before, NOTHING]);
        }
        await walk(step);
      }
      expect(await balance(tom)).toEqual(NOTHING);
      expect(await offences()).toEqual([]);
    }),
    { numRuns: 8, seed: 61 },
  );
}, 120_000);

test("61 · and when it happens in the same moment as anything else, nothing stays behind", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aStep, { minLength: 3, maxLength: 6 }),
      fc.array(aStep, { minLength: 3, maxLength: 6 }),
      async (before, meanwhile) => {
        maxine = await anAmbassador(world, program);
        tom = await anAmbassador(world, program, { name: "Tom" });
        shop.knows(maxine.buyerId, tom.buyerId);
        const walk = walker();
        for (const step of before) await walk(step);
        await Promise.all([merge(), ...meanwhile.map((step) => walk(step)), merge()]);
        expect(await balance(tom)).toEqual(NOTHING);
        expect(await offences()).toEqual([]);
      },
    ),
    { numRuns: 8, seed: 62 },
  );
}, 120_000);
