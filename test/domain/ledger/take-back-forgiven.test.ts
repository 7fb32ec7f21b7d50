import fc from "fast-check";
import { expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../../support/read-books";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { REWARD_KINDS } from "~/domain/program/program";
import { handOverRewards } from "~/domain/reward/hand-over-rewards.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { expireRewards } from "~/domain/reward/expire-rewards.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { requestReward, type RewardRequest } from "~/domain/reward/request-reward.server";
import { settleReward } from "~/domain/reward/settle-reward.server";
import { joinMergedAmbassadors } from "~/ingest/join-merged-ambassadors.server";
import { invariants } from "../../simulate/invariants.ts";
import { aProduct, aProgram, anAmbassador, anEarnedCredit, changeOrder, type BuiltAmbassador } from "../../support/builders";
import { DAY_MS } from "../../support/world";
import { shop, t, world } from "../reward/giving";
import { productWish } from "../../support/destinations";

type Life = Awaited<ReturnType<typeof life>>;

/** A programme that forgives, a mug for £8, and Maxine with an order that earned her £10. */
async function life(debtPolicy: "carry" | "forgive" = "forgive") {
  const program = await aProgram(world, { rewardKinds: [...REWARD_KINDS], debtPolicy, newFriendsOnly: false });
  const mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
  shop.stock(mug);
  const maxine = await member(program);
  const { orderId } = await anEarnedCredit(world, maxine, 1_000n);
  return { program, mug, maxine, orderId };
}
async function member(program: { programId: string; currency: string }): Promise<BuiltAmbassador> {
  const who = await anAmbassador(world, program);
  await t.sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [who.ambassadorId]);
  return who;
}
async function take({ maxine, mug }: Life, kind: RewardRequest["kind"], amountMinor = 800n, who = maxine): Promise<string> {
  const { ambassadorId } = who;
  const what =
    kind === "product code" || kind === "product sent"
      ? await productWish(world, { kind, ambassadorId, variantId: mug.variantId, shownMinor: 800n })
      : { kind, amountMinor };
  const taken = await requestReward(world, { ...what, ambassadorId, requestKey: world.chance.uuid() });
  if (taken.outcome !== "requested") throw new Error(taken.outcome);
  return taken.rewardId;
}
/** @param creditMinor what the order brings from now on */
async function brings(orderId: string, creditMinor: bigint): Promise<void> {
  await changeOrder(world, orderId, { goodsMinor: creditMinor * 10n });
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
}
const left = async ({ program, maxine }: Life, who = maxine) => {
  const { earnedMinor, redeemedMinor } = await readBalance(world, { ambassadorId: who.ambassadorId, programId: program.programId });
  return [earnedMinor, redeemedMinor];
};
async function nothingOffends(...people: BuiltAmbassador[]): Promise<void> {
  const ids = people.map(({ ambassadorId }) => ambassadorId);
  const { problems } = await readBooks(world);
  expect(problems.filter(({ raw }) => ids.some((id) => raw.includes(id)))).toEqual([]);
  for (const { name, sql } of invariants.filter((one) => /^I[13] (earned|forgiven|nothing|rewards are)/.test(one.name)))
    expect([name, (await t.sql(sql)).filter((row) => ids.some((id) => JSON.stringify(row).includes(id)))]).toEqual([name, []]);
}

test("what was forgiven because of a reward that is declined then is forgiven no more", async () => {
  const one = await life();
  const rewardId = await take(one, "product sent");
  await brings(one.orderId, 0n);
  expect(await left(one)).toEqual([0n, 800n]);
  await declineReward(world, { rewardId });
  expect(await left(one)).toEqual([0n, 0n]);
  await declineReward(world, { rewardId });
  expect(await left(one)).toEqual([0n, 0n]);
  await nothingOffends(one.maxine);
});

test("nor is it when the code runs out unused", async () => {
  const one = await life();
  const rewardId = await take(one, "product code");
  await issueReward(world, { rewardId });
  await brings(one.orderId, 0n);
  await t.clock.advance(63 * DAY_MS);
  await expireRewards(world, { why: "test" });
  expect(await left(one)).toEqual([0n, 0n]);
  await nothingOffends(one.maxine);
});

test("nor when Shopify refuses", async () => {
  const one = await life();
  const rewardId = await take(one, "gift card");
  await brings(one.orderId, 0n);
  shop.mishaps.createGiftCard.push({ refused: "Gift cards are off." });
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "failed" });
  expect(await left(one)).toEqual([0n, 0n]);
  await nothingOffends(one.maxine);
});

test("nor when the owner gives back what was unclear", async () => {
  const one = await life();
  const rewardId = await take(one, "gift card");
  await brings(one.orderId, 0n);
  await t.sql("UPDATE reward SET state = 'needs review' WHERE reward_id = $1", [rewardId]);
  expect(await settleReward(world, { rewardId, verdict: "give back" })).toEqual({ outcome: "settled", state: "failed" });
  expect(await left(one)).toEqual([0n, 0n]);
  await nothingOffends(one.maxine);
});

test("an owner's no that is taken back leaves what was there before", async () => {
  const one = await life();
  await take(one, "product code");
  const word = (counts: boolean, sequence: number) =>
    settleOrder(world, { orderId: one.orderId, counts, sequence, note: "I was wrong", decidedBy: "Olga" });
  await word(false, 1);
  expect(await left(one)).toEqual([0n, 800n]);
  await word(true, 2);
  expect(await left(one)).toEqual([200n, 800n]);
  await nothingOffends(one.maxine);
});

test("nor does an edit that leaves the order unpaid until its rest is paid, nor a bank that gives a payment back", async () => {
  for (const [gone, again] of [
    [{ paidAt: null }, { paidAt: t.clock.now() }],
    [{ dispute: "lost" }, { dispute: "won" }],
  ] as const) {
    const one = await life();
    await take(one, "product code");
    for (const [changes, expected] of [
      [gone, [0n, 800n]],
      [again, [200n, 800n]],
    ] as const) {
      await changeOrder(world, one.orderId, changes);
      await creditOrder(world, { orderId: one.orderId });
      expect(await left(one)).toEqual(expected);
    }
    await nothingOffends(one.maxine);
  }
});

test("an order that was another's for a while and matures anew makes good first what was forgiven", async () => {
  const one = await life();
  const tom = await member(one.program);
  await take(one, "product code");
  const codes = async (code: string) => {
    await changeOrder(world, one.orderId, { codes: [code] });
    await decideOrder(world, { orderId: one.orderId });
    await creditOrder(world, { orderId: one.orderId });
  };
  await codes(tom.code);
  expect(await left(one)).toEqual([0n, 800n]);
  await codes(one.maxine.code);
  await t.clock.advance(15 * DAY_MS);
  await matureCredits(world, { why: "test" });
  expect(await left(one)).toEqual([200n, 800n]);
  await nothingOffends(one.maxine, tom);
});

test("what a new friend buys is theirs: forgiven stays forgiven", async () => {
  const one = await life();
  await take(one, "product code");
  await brings(one.orderId, 0n);
  await anEarnedCredit(world, one.maxine, 300n);
  expect(await left(one)).toEqual([300n, 800n]);
  // And of an order that comes to be worth more than ever, what is beyond.
  await brings(one.orderId, 1_500n);
  expect(await left(one)).toEqual([1_000n, 800n]);
  await nothingOffends(one.maxine);
});

test("what was forgiven once is settled first also where the owner carries debts by now", async () => {
  const one = await life();
  const rewardId = await take(one, "product sent");
  await brings(one.orderId, 0n);
  await t.sql(
    `INSERT INTO program_version SELECT (jsonb_populate_record(v, '{"version": 2, "debt_policy": "carry"}')).* FROM program_version v WHERE program_id = $1`,
    [one.program.programId],
  );
  await declineReward(world, { rewardId });
  expect(await left(one)).toEqual([0n, 0n]);
});

test("of two ambassadors who become one, what the one has meets what the other was forgiven", async () => {
  const one = await life();
  const other = await member(one.program);
  await take(one, "product code");
  await brings(one.orderId, 0n);
  await anEarnedCredit(world, other, 1_000n);
  const between = { deletedId: other.buyerId, buyerId: one.maxine.buyerId };
  await world.transaction(async () => {
    const merged = await mergeBuyers(world, { keptId: one.maxine.buyerId, deletedId: other.buyerId });
    if (merged.outcome !== "two ambassadors") throw new Error(merged.outcome);
    await joinMergedAmbassadors(world, merged);
    await handOverRewards(world, { ...between, merged });
  });
  expect(await left(one)).toEqual([200n, 800n]);
  await nothingOffends(one.maxine, other);
});

test("a debt that was forgiven before they became one is settled by what returns afterwards", async () => {
  const one = await life();
  const kept = await member(one.program);
  const rewardId = await take(one, "product sent");
  await brings(one.orderId, 400n);
  expect(await left(one)).toEqual([0n, 800n]);
  const between = { deletedId: one.maxine.buyerId, buyerId: kept.buyerId };
  await world.transaction(async () => {
    const merged = await mergeBuyers(world, { keptId: kept.buyerId, deletedId: one.maxine.buyerId });
    if (merged.outcome !== "two ambassadors") throw new Error(merged.outcome);
    await joinMergedAmbassadors(world, merged);
    await handOverRewards(world, { ...between, merged });
  });
  await brings(one.orderId, 500n);
  expect(await left(one, kept)).toEqual([0n, 800n]);
  await declineReward(world, { rewardId });
  expect(await left(one, kept)).toEqual([500n, 0n]);
  await nothingOffends(kept, one.maxine);
});

test("a refund and a no at the same moment end alike, whichever comes first", async () => {
  for (let round = 0; round < 8; round++) {
    const one = await life();
    const rewardId = await take(one, "product sent");
    await changeOrder(world, one.orderId, { goodsMinor: 0n });
    await Promise.all([creditOrder(world, { orderId: one.orderId }), declineReward(world, { rewardId })]);
    expect(await left(one)).toEqual([0n, 0n]);
  }
});

type Step = { is: "order"; order: number; worthMinor: bigint } | { is: "take"; priceMinor: bigint } | { is: "give back"; reward: number };
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ is: fc.constant("order" as const), order: fc.nat({ max: 2 }), worthMinor: fc.bigInt({ min: 0n, max: 1_000n }) }),
  fc.record({ is: fc.constant("take" as const), priceMinor: fc.bigInt({ min: 100n, max: 900n }) }),
  fc.record({ is: fc.constant("give back" as const), reward: fc.nat({ max: 3 }) }),
);
const greatest = (...amounts: bigint[]): bigint => amounts.reduce((one, other) => (one > other ? one : other));
const sum = (amounts: bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n);

test("what is left and what was taken and kept are worth what the orders are, and the most that ever lacked less what came back since", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 3, maxLength: 12 }), async (steps) => {
      const one = await life();
      const orders = [
        one.orderId,
        (await anEarnedCredit(world, one.maxine, 1n)).orderId,
        (await anEarnedCredit(world, one.maxine, 1n)).orderId,
      ];
      const [worth, most] = [
        [1_000n, 1n, 1n],
        [1_000n, 1n, 1n],
      ];
      const kept: { rewardId: string; priceMinor: bigint }[] = [];
      const lacks: { lack: bigint; returned: bigint }[] = [];
      let returned = 0n;
      for (const step of steps) {
        if (step.is === "order") {
          await brings(orders[step.order], step.worthMinor);
          const [before, high] = [worth[step.order], most[step.order]];
          if (step.worthMinor > before) returned += (step.worthMinor < high ? step.worthMinor : high) - before;
          worth[step.order] = step.worthMinor;
          most[step.order] = greatest(high, step.worthMinor);
        } else if (step.is === "take") {
          const { priceMinor } = step;
          if ((await left(one))[0] >= priceMinor) kept.push({ rewardId: await take(one, "cash", priceMinor), priceMinor });
        } else {
          const [back] = kept.splice(step.reward, 1);
          if (back) await declineReward(world, { rewardId: back.rewardId });
          returned += back?.priceMinor ?? 0n;
        }
        const spent = sum(kept.map(({ priceMinor }) => priceMinor));
        lacks.push({ lack: spent - sum(worth), returned });
        const lacking = greatest(0n, ...lacks.map((then) => then.lack - (returned - then.returned)));
        const [earnedMinor, redeemedMinor] = await left(one);
        expect([earnedMinor + redeemedMinor, redeemedMinor]).toEqual([sum(worth) + lacking, spent]);
      }
      await nothingOffends(one.maxine);
    }),
    { numRuns: 25, seed: 20261128 },
  );
}, 120_000);
