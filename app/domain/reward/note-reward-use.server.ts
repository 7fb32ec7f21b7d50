/**
 * An order that carries a reward's code takes that reward: the reward is used, and the order counts for nobody, neither
 * here nor in the store's own history.
 */
import type { World } from "~/ports/world";
import { normaliseCode } from "../code/code";

export type Noted = { outcome: "used"; rewardIds: string[] } | { outcome: "not a reward" } | { outcome: "order unknown" };

/** Call it after the order was saved and before decideOrder. Repeating it changes nothing. Outcomes: see Noted. */
export function noteRewardUse(world: World, { orderId }: { orderId: string }): Promise<Noted> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<Noted> => {
    const order = await db.order.findUnique({ where: { shopId_orderId: { shopId, orderId } }, select: { codes: true, ownReward: true } });
    if (!order) return { outcome: "order unknown" };
    const rewards = order.codes.length ? await db.reward.findMany({ where: { shopId, code: { in: order.codes.map(normaliseCode) } } }) : [];
    if (!rewards.length) return { outcome: "not a reward" };
    for (const { rewardId, state, usedOrderId } of rewards) {
      if (usedOrderId) continue;
      const data =
        state === "failed" || state === "expired"
          ? { state: "needs review", usedOrderId: orderId, reason: "Its cost had been given back, and yet its code was used on an order." }
          : { state: "used", usedOrderId: orderId };
      await db.reward.update({ where: { shopId_rewardId: { shopId, rewardId } }, data });
    }
    if (!order.ownReward) await db.order.update({ where: { shopId_orderId: { shopId, orderId } }, data: { ownReward: true } });
    return { outcome: "used", rewardIds: rewards.map(({ rewardId }) => rewardId) };
  });
}
