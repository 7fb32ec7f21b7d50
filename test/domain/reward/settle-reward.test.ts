/** One button either way: a reward nobody could decide ends used or given back, once, and the books hold. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readWaitingRewards } from "~/domain/insight/read-waiting-rewards.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../../support/read-books";
import { expireRewards } from "~/domain/reward/expire-rewards.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { settleReward, type RewardVerdict } from "~/domain/reward/settle-reward.server";
import {
  aProduct,
  aProgram,
  aShop,
  anAmbassador,
  anEarnedCredit,
  anOrder,
  changeOrder,
  type BuiltAmbassador,
  type BuiltProduct,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { DAY_MS, testWorld } from "../../support/world";
import { invariants } from "../../simulate/invariants.ts";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;
let mug: BuiltProduct;
let reward: { rewardId: string; code: string };

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world, { shelfMinimumMinor: 100n });
  mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
});
beforeEach(async () => {
  for (const queue of Object.values(shop.mishaps)) queue.length = 0;
  shop.stock(mug);
  maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 1_000n);
  const requested = await requestReward(world, {
    kind: "product code",
    ambassadorId: maxine.ambassadorId,
    variantId: mug.variantId,
    shownMinor: 800n,
    requestKey: world.chance.uuid(),
  });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  reward = requested;
});

/** Shopify's answers are lost for three days; whether the code was made is up to the first mishap. */
async function undecided(made: boolean): Promise<void> {
  shop.mishaps.createRewardDiscount.push(made ? "lost reply" : "lost request");
  await issueReward(world, reward);
  await t.clock.advance(4 * DAY_MS);
  shop.mishaps.findDiscountByCode.push("lost request");
  expect(await issueReward(world, reward)).toMatchObject({ outcome: "needs review" });
}
/** Of "forgive the rest" all that may lack, unless told. */
const settle = (verdict: RewardVerdict, forgiveMinor = 800n) => settleReward(world, { rewardId: reward.rewardId, verdict, forgiveMinor });
const balance = () => readBalance(world, { ambassadorId: maxine.ambassadorId, programId: program.programId });
const problems = async () => (await readBooks(world)).problems;
const TAKEN = { pendingMinor: 0n, earnedMinor: 200n, redeemedMinor: 800n };
const GIVEN_BACK = { pendingMinor: 0n, earnedMinor: 1_000n, redeemedMinor: 0n };

test.each([
  [true, "issued"],
  [false, "used"],
])("they have it: nothing more is taken and nothing given back; a code that is there is theirs to use (%s)", async (made, state) => {
  await undecided(made);
  expect(await settle("they have it")).toEqual({ outcome: "settled", state });
  expect(await balance()).toEqual(TAKEN);
  expect(await problems()).toEqual([]);
});

test.each([true, false])("give back: the cost returns and no code of it works any more (made in Shopify: %s)", async (made) => {
  await undecided(made);
  expect(await settle("give back")).toEqual({ outcome: "settled", state: "failed" });
  expect(await balance()).toEqual(GIVEN_BACK);
  expect(shop.activeFor(reward.code)).toEqual([]);
  expect(await problems()).toEqual([]);
});

test("of two owners who press at once one settles it, and a later press changes nothing", async () => {
  await undecided(true);
  const outcomes = await Promise.all([settle("give back"), settle("they have it")]);
  const [won, lost] = outcomes.map(({ outcome }) => outcome).sort((one) => (one === "settled" ? -1 : 1));
  expect([won, ["not waiting", "being given back"].includes(lost)]).toEqual(["settled", true]);
  expect(await settle("give back")).toEqual({ outcome: "not waiting" });
  const works = shop.activeFor(reward.code).length === 1;
  expect(await balance()).toEqual(works ? TAKEN : GIVEN_BACK);
  expect(await problems()).toEqual([]);
});

test("while Shopify cannot be asked whether the code is there, nothing is given back", async () => {
  await undecided(true);
  shop.mishaps.findDiscountByCode.push("busy");
  expect(await settle("give back")).toEqual({ outcome: "try later" });
  expect(await balance()).toEqual(TAKEN);
  expect(await settle("give back")).toMatchObject({ outcome: "settled" });
});

test.each<[RewardVerdict, object]>([
  ["they have it", TAKEN],
  ["forgive", { pendingMinor: 0n, earnedMinor: 1_000n, redeemedMinor: 800n }],
])("used although its cost had come back: %s", async (verdict, expected) => {
  await issueReward(world, reward);
  await t.clock.advance(63 * DAY_MS);
  await expireRewards(world, { why: "test" });
  const { orderId } = await anOrder(world, { codes: [reward.code] });
  await noteRewardUse(world, { orderId });
  expect(await settle("give back")).toEqual({ outcome: "was used" });
  expect(await settle(verdict)).toEqual({ outcome: "settled", state: "used" });
  expect(await balance()).toEqual(expected);
  expect(await problems()).toEqual([]);
});

/** The code runs out, what it cost comes back and is spent, and then the late order turns up that had used it. */
async function usedAndSpentElsewhere(spentMinor: bigint): Promise<void> {
  await issueReward(world, reward);
  await t.clock.advance(63 * DAY_MS);
  await expireRewards(world, { why: "test" });
  const dear = await aProduct(world, { priceMinor: spentMinor, shelfOf: program });
  shop.stock({ ...dear, priceMinor: spentMinor });
  const wish = {
    kind: "product code" as const,
    ambassadorId: maxine.ambassadorId,
    variantId: dear.variantId,
    requestKey: world.chance.uuid(),
    shownMinor: spentMinor,
  };
  expect(await requestReward(world, wish)).toMatchObject({ outcome: "requested" });
  const { orderId } = await anOrder(world, { codes: [reward.code] });
  await noteRewardUse(world, { orderId });
}
const broken = async () => {
  const rules = invariants.filter(({ name }) => /^I[13] /.test(name) && !name.includes("a reward's code is on one order"));
  return (await Promise.all(rules.map(async ({ name, sql }) => ((await t.sql(sql)).length ? name : [])))).flat();
};

test.each<[bigint, RewardVerdict, object | null]>([
  [200n, "they have it", { pendingMinor: 0n, earnedMinor: 0n, redeemedMinor: 1_000n }],
  [700n, "they have it", null],
  [700n, "forgive the rest", { pendingMinor: 0n, earnedMinor: 0n, redeemedMinor: 1_500n }],
  [1_000n, "forgive the rest", { pendingMinor: 0n, earnedMinor: 0n, redeemedMinor: 1_800n }],
  [700n, "forgive", { pendingMinor: 0n, earnedMinor: 300n, redeemedMinor: 1_500n }],
])("taking again needs the balance: with %s of £10 spent, “%s”", async (spentMinor, verdict, expected) => {
  await usedAndSpentElsewhere(spentMinor);
  const before = await balance();
  const lacks = { outcome: "balance too low", lackMinor: 500n, currency: "GBP" };
  expect(await settle(verdict)).toEqual(expected ? { outcome: "settled", state: "used" } : lacks);
  expect([await balance(), await problems(), await broken()]).toEqual([expected ?? before, [], []]);
});

test("the owner sees before pressing what lacks, and what there is", async () => {
  await usedAndSpentElsewhere(700n);
  const [waiting] = (await readWaitingRewards(world)).rewards.filter(({ rewardId }) => rewardId === reward.rewardId);
  expect(waiting).toMatchObject({ charged: false, lack: { has: { text: "£3.00" }, lacks: { text: "£5.00" }, nothing: false } });
});

test("no more is let off than the owner read that they lack", async () => {
  await usedAndSpentElsewhere(700n);
  const before = await balance();
  expect(await settle("forgive the rest", 499n)).toEqual({ outcome: "balance too low", lackMinor: 500n, currency: "GBP" });
  expect([await balance(), await broken()]).toEqual([before, []]);
});

test("a debt of before is no part of what lacks, and stays", async () => {
  await usedAndSpentElsewhere(1_000n);
  const { orderId } = await anEarnedCredit(world, maxine, 100n);
  await requestReward(world, {
    kind: "product code",
    ambassadorId: maxine.ambassadorId,
    variantId: (await hundred()).variantId,
    requestKey: "x",
    shownMinor: 100n,
  });
  await changeOrder(world, orderId, { goodsMinor: 0n });
  await creditOrder(world, { orderId });
  expect((await balance()).earnedMinor).toBe(-100n);
  expect(await settle("forgive the rest")).toMatchObject({ outcome: "settled" });
  expect([(await balance()).earnedMinor, await broken()]).toEqual([-100n, []]);
});
async function hundred(): Promise<BuiltProduct> {
  const small = await aProduct(world, { priceMinor: 100n, shelfOf: program });
  shop.stock({ ...small, priceMinor: 100n });
  return small;
}

test("of a redemption and an owner who takes again at the same moment no more is taken than there is", async () => {
  await usedAndSpentElsewhere(100n);
  const dear = await aProduct(world, { priceMinor: 850n, shelfOf: program });
  shop.stock({ ...dear, priceMinor: 850n });
  const wish = {
    kind: "product code" as const,
    ambassadorId: maxine.ambassadorId,
    variantId: dear.variantId,
    requestKey: world.chance.uuid(),
    shownMinor: 850n,
  };
  const outcomes = await Promise.all([settle("they have it"), requestReward(world, wish)]);
  expect(outcomes.map(({ outcome }) => outcome)).toContain("balance too low");
  expect([50n, 100n]).toContain((await balance()).earnedMinor);
});

describe("a permission that was withdrawn", () => {
  beforeEach(async () => {
    await undecided(true);
    shop.mishaps.findDiscountByCode.push("no permission", "no permission");
  });

  test("keeps nobody from saying that they have it", async () => {
    expect(await settle("they have it")).toEqual({ outcome: "settled", state: "issued" });
    expect([await balance(), await problems()]).toEqual([TAKEN, []]);
  });

  test("gives nothing back unseen, unless the owner says that they have looked", async () => {
    expect(await settle("give back")).toEqual({ outcome: "permission missing" });
    expect(await balance()).toEqual(TAKEN);
    expect(await settle("give back unseen")).toEqual({ outcome: "settled", state: "failed" });
    expect([await balance(), await problems()]).toEqual([GIVEN_BACK, []]);
  });

  test("is looked for all the same where it has come back: the owner's word is only for what we cannot see", async () => {
    shop.mishaps.findDiscountByCode.length = 0;
    expect(await settle("give back unseen")).toEqual({ outcome: "settled", state: "failed" });
    expect(shop.activeFor(reward.code)).toEqual([]);
  });
});

test("what needs nobody, or is not there, is left alone", async () => {
  expect(await settle("give back")).toEqual({ outcome: "not waiting" });
  expect(await settleReward(world, { rewardId: world.chance.uuid(), verdict: "give back" })).toEqual({ outcome: "reward unknown" });
});
