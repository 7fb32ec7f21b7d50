/**
 * A product that the store sends: a free draft order, made an order. One call at a time and our tag on both make it once. Without
 * an address nothing can be sent, and the draft goes again.
 */
import { ShopProblem, type Draft } from "~/ports/shop";
import { invariant } from "../invariant";
import { rewardTag, rewardTitle } from "./reward";
import type { World } from "~/ports/world";
import { oneCall, readLastCall, type Confirm } from "./one-call.server";
import type { GivenReward, Way } from "./way";

export const bySentProduct: Way = {
  async look(world, reward) {
    await readLastCall(world, reward);
    const draft = await world.shop.findDraft(rewardTag(reward.rewardId));
    return draft?.orderId ? { is: "there", shopifyId: draft.orderId } : { is: "not there" };
  },
  give: (world, reward) => oneCall(world, reward, (confirm) => send(world, reward, confirm)),
  makesOrder: true,
  takeBack: null,
};

async function send(world: World, reward: GivenReward, confirm: Confirm): Promise<{ shopifyId: string }> {
  // An earlier attempt may have come as far as the draft.
  const draft = (await world.shop.findDraft(rewardTag(reward.rewardId))) ?? (await makeDraft(world, reward, confirm));
  if (draft.orderId) return { shopifyId: draft.orderId };
  if (!draft.hasAddress) {
    await world.shop.deleteDraft(draft.draftId);
    throw new ShopProblem("refused", "Your store has no address to send it to. Add one to this customer, or ask them for it.");
  }
  await confirm();
  const { orderId } = await world.shop.completeDraft(draft.draftId);
  return { shopifyId: orderId };
}

async function makeDraft(world: World, { rewardId, buyerId, variantId, productTitle }: GivenReward, confirm: Confirm): Promise<Draft> {
  invariant(variantId, "a product's reward names its product");
  await confirm();
  return world.shop.createDraft({
    buyerId,
    variantId,
    tag: rewardTag(rewardId),
    note: rewardTitle(rewardId),
    discountTitle: `A thank-you: ${productTitle}`,
  });
}
