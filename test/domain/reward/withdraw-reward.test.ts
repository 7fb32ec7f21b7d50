/** Before anything is switched off it is written down that it goes back: of two owners one has won by then, and who dies is followed by a job. */
import { beforeEach, expect, test } from "vitest";
import { readBooks } from "../../support/read-books";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import { resumeRewards } from "~/domain/reward/resume-rewards.server";
import { settleReward, type RewardVerdict } from "~/domain/reward/settle-reward.server";
import { Killed } from "../../support/fake-reward-shop";
import { anOrder } from "../../support/builders";
import { DAY_MS } from "../../support/world";
import { shop, t, world, asked, balance, cards, rewardOf, GIVEN_BACK, TAKEN } from "./giving";

let rewardId: string;
const settle = (verdict: RewardVerdict) => settleReward(world, { rewardId, verdict });

/** A gift card that was made, of which nobody here knows. */
beforeEach(async () => {
  shop.beforeTakingBack = null;
  shop.afterLook = null;
  rewardId = await asked("gift card");
  await undecided();
});
async function undecided(): Promise<void> {
  shop.mishaps.createGiftCard.push("lost reply");
  shop.mishaps.createRewardDiscount.push("lost reply");
  await issueReward(world, { rewardId });
  await t.clock.advance(4 * DAY_MS);
  shop.mishaps.findGiftCard.push("lost request");
  shop.mishaps.findDiscountByCode.push("lost request");
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "needs review" });
  for (const queue of Object.values(shop.mishaps)) queue.length = 0;
}
const works = () => cards().map(({ enabled }) => enabled);
const problems = async () => (await readBooks(world)).problems;

test("whoever says “they have it” while another's “give back” looks has won, and the card works", async () => {
  shop.afterLook = async () => {
    expect(await settle("they have it")).toEqual({ outcome: "settled", state: "issued" });
  };
  expect(await settle("give back")).toEqual({ outcome: "not waiting" });
  expect([(await rewardOf(rewardId)).state, works(), await balance()]).toEqual(["issued", [true], TAKEN]);
});

test("once it goes back, “they have it” comes too late and is told so, and saying “give back” again is the same", async () => {
  shop.beforeTakingBack = async () => {
    for (const verdict of ["they have it", "forgive"] as const) expect(await settle(verdict)).toEqual({ outcome: "being given back" });
    expect(await settle("give back")).toEqual({ outcome: "settled", state: "failed" });
  };
  expect(await settle("give back")).toEqual({ outcome: "settled", state: "failed" });
  expect([(await rewardOf(rewardId)).state, works(), await balance()]).toEqual(["failed", [false], GIVEN_BACK]);
  expect(await problems()).toEqual([]);
});

test.each(["killed before", "killed after"] as const)(
  "a press that is %s Shopify was asked is carried to its end by a job",
  async (mishap) => {
    shop.mishaps.deactivateGiftCard.push(mishap);
    await expect(settle("give back")).rejects.toThrow(Killed);
    expect([await balance(), await settle("they have it")]).toEqual([TAKEN, { outcome: "being given back" }]);
    await t.clock.advance(3 * 60_000);
    await t.runDueJobs();
    expect([(await rewardOf(rewardId)).state, works(), await balance()]).toEqual(["failed", [false], GIVEN_BACK]);
    expect(await problems()).toEqual([]);
  },
);

test("an answer that never came is asked for again; also when the job was lost", async () => {
  shop.mishaps.deactivateGiftCard.push("lost reply");
  expect(await settle("give back")).toEqual({ outcome: "under way" });
  await t.sql("DELETE FROM pgboss.job");
  await t.clock.advance(61 * 60_000);
  expect(await resumeRewards(world, { why: "test" })).toEqual({ outcome: "resumed", rewards: 1 });
  await t.runDueJobs();
  expect([works(), await balance()]).toEqual([[false], GIVEN_BACK]);
  expect(await settle("give back")).toEqual({ outcome: "not waiting" });
});

test("what Shopify will not take back waits for the owner anew, and nothing is given back", async () => {
  shop.mishaps.deactivateGiftCard.push({ refused: "Not this one." });
  expect(await settle("give back")).toEqual({ outcome: "was given" });
  expect(await rewardOf(rewardId)).toMatchObject({ state: "needs review", reason: "Shopify would not take it back: Not this one." });
  expect([works(), await balance()]).toEqual([[true], TAKEN]);
  expect(await settle("they have it")).toEqual({ outcome: "settled", state: "issued" });
});

test("what the merchant deleted meanwhile needs no taking back", async () => {
  shop.beforeTakingBack = () => Promise.resolve(void shop.gifts.giftCards.splice(0));
  expect(await settle("give back")).toEqual({ outcome: "settled", state: "failed" });
  expect(await balance()).toEqual(GIVEN_BACK);
});

test("an order that takes its code while it goes back has it, and nothing is given back", async () => {
  await settle("give back");
  rewardId = await asked("product code");
  await undecided();
  const { code } = await rewardOf(rewardId);
  shop.beforeTakingBack = async () => {
    const { orderId } = await anOrder(world, { codes: [code] });
    await noteRewardUse(world, { orderId });
  };
  expect(await settle("give back")).toEqual({ outcome: "was used" });
  expect([(await rewardOf(rewardId)).state, await balance()]).toEqual(["used", TAKEN]);
  expect(await problems()).toEqual([]);
});

test("a permission that went after the press keeps nobody from ending it: who looked themselves says so", async () => {
  shop.mishaps.deactivateGiftCard.push("lost request", "no permission", "no permission");
  expect(await settle("give back")).toEqual({ outcome: "under way" });
  expect(await settle("give back")).toEqual({ outcome: "permission missing" });
  expect([(await rewardOf(rewardId)).state, await balance()]).toEqual(["needs review", TAKEN]);
  expect(await settle("give back unseen")).toEqual({ outcome: "settled", state: "failed" });
  expect([await balance(), await problems()]).toEqual([GIVEN_BACK, []]);
});
