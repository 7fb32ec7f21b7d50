/** The order that took a reward, or was to bring it, comes to nothing: the owner is told and says whether they have it; nobody else can know. */
import { beforeEach, describe, expect, test } from "vitest";
import { readWaitingRewards } from "~/domain/insight/read-waiting-rewards.server";
import { readBooks } from "../../support/read-books";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { expireRewards } from "~/domain/reward/expire-rewards.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import { rewardTag } from "~/domain/reward/reward";
import { undoneIn } from "~/domain/reward/reward-use";
import { settleReward, type RewardVerdict } from "~/domain/reward/settle-reward.server";
import { anOrder, changeOrder } from "../../support/builders";
import { DAY_MS } from "../../support/world";
import { shop, t, world, maxine, mug, ask, asked, balance, goOn, rewardOf, GIVEN_BACK, TAKEN } from "./giving";

let rewardId: string;
let orderId: string;
const settle = (verdict: RewardVerdict) => settleReward(world, { rewardId, verdict });
const note = () => noteRewardUse(world, { orderId });
const state = async () => (await rewardOf(rewardId)).state;
const problems = async () => (await readBooks(world)).problems;
const shown = async () => {
  const page = await readRewardsPage(world, { buyerId: maxine.buyerId });
  if (page.outcome !== "page") throw new Error(page.outcome);
  return page.rewards[0].state;
};
const cancel = async () => {
  await changeOrder(world, orderId, { cancelledAt: t.clock.now() });
  await note();
};
const line = (currentQuantity: number, variantId: string | null = "the mug") => ({ variantId, currentQuantity });

test.each([
  ["cancelled", { cancelledAt: new Date(), lines: [line(1)] }],
  ["taken out", { cancelledAt: null, lines: [line(0), line(2, "another")] }],
  ["taken out", { cancelledAt: null, lines: [line(0, null)] }],
  [null, { cancelledAt: null, lines: [line(0), line(1)] }],
  [null, { cancelledAt: null, lines: [line(0, "another"), line(1)] }],
  [null, { cancelledAt: null, lines: [line(0, null), line(1, null)] }],
  [null, { cancelledAt: null, lines: [] }],
])("of an order it is %s by what is left on it", (undone, order) => {
  expect(undoneIn(order, "the mug")).toBe(undone);
});

async function codeUsed(): Promise<void> {
  rewardId = await asked("product code");
  await issueReward(world, { rewardId });
  const { code } = await rewardOf(rewardId);
  ({ orderId } = await anOrder(world, { codes: [code], buyerId: maxine.buyerId }));
  await note();
  expect(await state()).toBe("used");
}
async function productSent(): Promise<void> {
  rewardId = await asked("product sent");
  await goOn(rewardId);
  orderId = (await rewardOf(rewardId)).used_order_id!;
  await anOrder(world, { orderId, buyerId: maxine.buyerId, tags: [rewardTag(rewardId)] });
  await note();
  expect(await state()).toBe("issued");
}

describe.each([
  ["a code's order", codeUsed, "used"],
  ["a sent product's order", productSent, "issued"],
] as const)("%s", (_name, begin, given) => {
  beforeEach(begin);

  test("cancelled: the owner is asked once, told what happened, and the ambassador reads that it is looked at", async () => {
    await cancel();
    expect(await rewardOf(rewardId)).toMatchObject({ state: "needs review", reason: "The order that took it was cancelled." });
    const waiting = (await readWaitingRewards(world)).rewards.find((one) => one.rewardId === rewardId);
    expect(waiting).toMatchObject({ undone: true, charged: true, goingBack: false });
    expect([await shown(), await balance()]).toEqual(["order undone", TAKEN]);
  });

  test("given back: the cost returns once, nothing can be used any more, and no later reading asks again", async () => {
    await cancel();
    expect(await settle("give back")).toEqual({ outcome: "settled", state: "failed" });
    expect([await balance(), shop.activeFor((await rewardOf(rewardId)).code)]).toEqual([GIVEN_BACK, []]);
    await note();
    expect([await state(), await settle("give back"), await problems()]).toEqual(["failed", { outcome: "not waiting" }, []]);
  });

  test("kept: it stays taken, the page says that they have it, and no later reading asks again", async () => {
    await cancel();
    expect(await settle("they have it")).toEqual({ outcome: "settled", state: "used" });
    await note();
    expect([await state(), await shown(), await balance(), await problems()]).toEqual(["used", "used", TAKEN, []]);
  });

  test("taken out of it and put back in: nothing is left to settle; given back meanwhile, it is asked about", async () => {
    const its = { shopId: world.shopId, orderId, lineId: "1", title: "Mug", variantId: mug.variantId, readAt: t.clock.now() };
    const amounts = { quantity: 1, goodsMinor: 0n, orderedMinor: 0n };
    await world.transaction(({ db }) => db.orderLine.create({ data: { ...its, ...amounts, currentQuantity: 0, giftCard: false } }));
    const putBack = (currentQuantity: number) =>
      world.transaction(({ db }) => db.orderLine.updateMany({ where: { shopId: world.shopId, orderId }, data: { currentQuantity } }));
    await note();
    expect(await state()).toBe("needs review");
    await putBack(1);
    await note();
    expect([await state(), await settle("give back")]).toEqual([given, { outcome: "not waiting" }]);
    await putBack(0);
    await note();
    await settle("give back");
    await putBack(1);
    await note();
    expect(await rewardOf(rewardId)).toMatchObject({
      state: "needs review",
      reason: expect.stringMatching(/^Its cost had been given back/),
    });
    expect(await settle("they have it")).toMatchObject({ outcome: "settled" });
    expect([await balance(), await problems()]).toEqual([TAKEN, []]);
    await cancel();
    expect(await settle("give back")).toEqual({ outcome: "settled", state: "failed" });
    expect([await balance(), await problems()]).toEqual([GIVEN_BACK, []]);
  });
});

test("a code that Shopify lets be used once more after its order was cancelled is used: there is nothing to settle", async () => {
  await codeUsed();
  await cancel();
  const { code } = await rewardOf(rewardId);
  ({ orderId } = await anOrder(world, { codes: [code], buyerId: maxine.buyerId }));
  await note();
  expect(await rewardOf(rewardId)).toMatchObject({ state: "used", used_order_id: orderId });
  expect([await settle("give back"), await balance()]).toEqual([{ outcome: "not waiting" }, TAKEN]);
});

test("one that ran out and that a cancelled order carries is nobody's business; were it to stand again, it would be", async () => {
  const { code } = (await ask("product code")) as { code: string };
  [{ reward_id: rewardId }] = await t.sql<{ reward_id: string }>("SELECT reward_id FROM reward WHERE code = $1", [code]);
  await issueReward(world, { rewardId });
  await t.clock.advance(63 * DAY_MS);
  await expireRewards(world, { why: "test" });
  ({ orderId } = await anOrder(world, { codes: [code], cancelledAt: t.clock.now() }));
  await note();
  expect([await state(), await balance()]).toEqual(["expired", GIVEN_BACK]);
  await changeOrder(world, orderId, { cancelledAt: null });
  await note();
  expect(await state()).toBe("needs review");
  await cancel();
  expect([await state(), await balance(), await problems()]).toEqual(["failed", GIVEN_BACK, []]);
});

test("an order of ours that was made although its cost was given back waits for the owner, whatever is heard of it", async () => {
  await productSent();
  await t.sql("UPDATE reward SET state = 'needs review', used_order_id = NULL WHERE reward_id = $1", [rewardId]);
  await cancel();
  await settle("give back");
  await t.sql("UPDATE reward SET state = 'needs review', used_order_id = NULL, undone = NULL WHERE reward_id = $1", [rewardId]);
  await changeOrder(world, orderId, { cancelledAt: null });
  await note();
  expect([await state(), await balance()]).toEqual(["needs review", GIVEN_BACK]);
});
