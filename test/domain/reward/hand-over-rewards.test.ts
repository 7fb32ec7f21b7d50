/** FAULTS 61: a customer who becomes one with another takes their rewards along, also one whose call is under way or ended unclear. */
import { expect, test } from "vitest";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { settleReward } from "~/domain/reward/settle-reward.server";
import { joinMergedBuyers } from "~/ingest/join-merged-buyers.server";
import { aBuyer, anAmbassador } from "../../support/builders";
import { DAY_MS } from "../../support/world";
import { asked, balance, cards, GIVEN_BACK, goOn, maxine, program, shop, t, TAKEN, world } from "./giving";

const customerOf = async (rewardId: string) =>
  (await t.sql<{ buyer_id: string }>("SELECT buyer_id FROM reward WHERE reward_id = $1", [rewardId]))[0].buyer_id;
const creditsOf = (buyerId: string) => shop.gifts.movements.filter((one) => one.buyerId === buyerId);

test("61 · an older credit of the same amount on the kept customer's account is not taken for one that ended unclear: a person looks", async () => {
  const { buyerId: keptId } = await aBuyer(world);
  shop.gifts.moveStoreCredit({ buyerId: keptId, currency: "GBP", amountMinor: 800n });
  await t.clock.advance(300 * DAY_MS);
  const rewardId = await asked("store credit");
  shop.mishaps.giveStoreCredit.push("lost request");
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "later" });
  await expect(joinMergedBuyers(world, { keptId, deletedId: maxine.buyerId })).rejects.toThrow(/on its way/);
  expect(await customerOf(rewardId)).toBe(maxine.buyerId);
  await t.clock.advance(180_000);
  expect(await joinMergedBuyers(world, { keptId, deletedId: maxine.buyerId })).toEqual({ outcome: "merged" });
  expect(await goOn(rewardId)).toMatchObject({ state: "needs review", shopify_id: null, reason: expect.stringMatching(/became one/) });
  expect([await customerOf(rewardId), await balance()]).toEqual([keptId, TAKEN]);
  expect(await settleReward(world, { rewardId, verdict: "give back" })).toEqual({ outcome: "settled", state: "failed" });
  expect([await balance(), creditsOf(keptId).length]).toEqual([GIVEN_BACK, 1]);
});

test("61 · what bears a mark of ours is found by it for the kept customer, and given once", async () => {
  const { buyerId: keptId } = await aBuyer(world);
  const rewardId = await asked("gift card");
  shop.mishaps.createGiftCard.push("lost reply");
  await issueReward(world, { rewardId });
  await t.clock.advance(180_000);
  await joinMergedBuyers(world, { keptId, deletedId: maxine.buyerId });
  expect(await goOn(rewardId)).toMatchObject({ state: "issued" });
  expect([await customerOf(rewardId), cards().length, await balance()]).toEqual([keptId, 1, TAKEN]);
});

test("61 · one that nobody has begun to give goes to the kept customer, also when they become one just before the call", async () => {
  const { buyerId: keptId } = await aBuyer(world);
  const rewardId = await asked("store credit");
  shop.afterLook = async () => void (await joinMergedBuyers(world, { keptId, deletedId: maxine.buyerId }));
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "later" });
  expect(await goOn(rewardId)).toMatchObject({ state: "issued" });
  expect([creditsOf(maxine.buyerId).length, creditsOf(keptId).length, await balance()]).toEqual([0, 1, TAKEN]);
});

test("61 · who goes on although the other's customer was kept takes their own rewards there, too", async () => {
  const left = await anAmbassador(world, program, { leftAt: t.clock.now() });
  const rewardId = await asked("store credit");
  expect(await joinMergedBuyers(world, { keptId: left.buyerId, deletedId: maxine.buyerId })).toMatchObject({
    ...{ outcome: "two ambassadors", survivorId: maxine.ambassadorId },
  });
  expect(await customerOf(rewardId)).toBe(left.buyerId);
  expect(await goOn(rewardId)).toMatchObject({ state: "issued" });
  expect([creditsOf(maxine.buyerId).length, creditsOf(left.buyerId).length]).toEqual([0, 1]);
});
