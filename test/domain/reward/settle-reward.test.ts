/** One button either way: a reward nobody could decide ends used or given back, once, and the books hold. */
import { beforeAll, beforeEach, expect, test } from "vitest";
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
  type BuiltAmbassador,
  type BuiltProduct,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { DAY_MS, testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;
let mug: BuiltProduct;
let reward: { rewardId: string; code: string };

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
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
const settle = (verdict: RewardVerdict) => settleReward(world, { rewardId: reward.rewardId, verdict });
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
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["not waiting", "settled"]);
  expect(await settle("give back")).toEqual({ outcome: "not waiting" });
  expect([TAKEN, GIVEN_BACK]).toContainEqual(await balance());
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

test("what needs nobody, or is not there, is left alone", async () => {
  expect(await settle("give back")).toEqual({ outcome: "not waiting" });
  expect(await settleReward(world, { rewardId: world.chance.uuid(), verdict: "give back" })).toEqual({ outcome: "reward unknown" });
});
