/**
 * A product that the store sends: a free draft order, made an order. One call at a time, the draft's id, and our tag on both make it once. It goes to the
 * address that was agreed on, looked at on the draft itself; where that is another by now, or none, the draft goes again.
 */
import { ShopProblem, type Draft } from "~/ports/shop";
import { invariant } from "../invariant";
import { INDEX_LAGS_MS } from "../shop/reconciliation";
import { rewardTag, rewardTitle } from "./reward";
import type { World } from "~/ports/world";
import { CallUnderWay, oneCall, readClaim, readLastCall, type Confirm } from "./one-call.server";
import { placeMarks } from "./place-mark";
import { NotAsAgreed, type GivenReward, type Way } from "./way";

export const bySentProduct: Way = {
  async look(world, reward) {
    const call = await readLastCall(world, reward);
    const draft = await ours(world, reward);
    if (!draft && call && world.clock.now().getTime() - call.calledAt.getTime() < INDEX_LAGS_MS)
      throw new CallUnderWay("What an earlier call made may not be found yet.", call.calledAt);
    return draft?.orderId ? { is: "there", shopifyId: draft.orderId } : { is: "not there" };
  },
  give: (world, reward) => oneCall(world, reward, (confirm) => send(world, reward, confirm), { keepMark: true }),
  makesOrder: true,
  // An open one could still be made an order, by whoever sees it among the drafts.
  async tidy(world, reward) {
    const draft = await ours(world, reward);
    if (draft && !draft.orderId) await world.shop.deleteDraft(draft.draftId);
  },
  takeBack: null,
};

/** By the id an earlier attempt was told, which is never behind; where it was told none, by our tag. */
async function ours(world: World, reward: GivenReward): Promise<Draft | null> {
  const { callMark } = await readClaim(world, reward);
  return (callMark && (await world.shop.readDraft(callMark))) || world.shop.findDraft(rewardTag(reward.rewardId));
}

async function send(world: World, reward: GivenReward, confirm: Confirm): Promise<{ shopifyId: string }> {
  // An earlier attempt may have come as far as the draft.
  const draft = (await ours(world, reward)) ?? (await makeDraft(world, reward, confirm));
  await confirm({ callMark: draft.draftId });
  if (draft.orderId) return { shopifyId: draft.orderId };
  const problem = await whyNotThere(world, reward, draft);
  if (problem) {
    await world.shop.deleteDraft(draft.draftId);
    throw problem;
  }
  await confirm();
  const { orderId } = await world.shop.completeDraft(draft.draftId);
  return { shopifyId: orderId };
}

/** null: it goes where it was agreed to. Read after the call was claimed: only who holds the claim takes an owner's yes back. */
async function whyNotThere(world: World, { rewardId }: GivenReward, { destination }: Draft): Promise<ShopProblem | null> {
  const { shopId } = world;
  const { approvedAt, agreedMark } = await world.transaction(({ db }) =>
    db.reward.findUniqueOrThrow({ where: { shopId_rewardId: { shopId, rewardId } }, select: { approvedAt: true, agreedMark: true } }),
  );
  if (!approvedAt) return new NotAsAgreed("Nobody has said yes to it.");
  // Said yes to before anybody was asked where it goes.
  if (agreedMark === null)
    return destination
      ? null
      : new ShopProblem("refused", "Your store has no address to send it to. Add one to this customer, or ask them for it.");
  if (!destination) return new NotAsAgreed("After your yes their address was taken away, so nothing was sent.");
  if (placeMarks(world, destination).includes(agreedMark)) return null;
  return new NotAsAgreed("After your yes their address became another, so nothing was sent.");
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
