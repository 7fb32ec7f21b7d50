/**
 * An order that carries a reward's code, or the tag of a product we sent, takes that reward: the order counts for nobody, neither
 * here nor in the store's own history.
 */
import type { World } from "~/ports/world";
import { normaliseCode } from "../code/code";
import { rewardsTagged } from "./reward";

export type Noted = { outcome: "used"; rewardIds: string[] } | { outcome: "not a reward" } | { outcome: "order unknown" };

const GIVEN_ALL_THE_SAME = "Its cost had been given back, and yet an order took it.";

/** Call it after the order was saved and before decideOrder. Repeating it changes nothing. Outcomes: see Noted. */
export function noteRewardUse(world: World, { orderId }: { orderId: string }): Promise<Noted> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<Noted> => {
    const order = await db.order.findUnique({
      where: { shopId_orderId: { shopId, orderId } },
      select: { codes: true, tags: true, ownReward: true },
    });
    if (!order) return { outcome: "order unknown" };
    const [codes, tagged] = [order.codes.map(normaliseCode), rewardsTagged(order.tags)];
    const rewards =
      codes.length + tagged.length
        ? await db.reward.findMany({
            where: {
              shopId,
              OR: [
                { kind: "product code", code: { in: codes } },
                { kind: "product sent", rewardId: { in: tagged } },
              ],
            },
          })
        : [];
    if (!rewards.length) return { outcome: "not a reward" };
    for (const { rewardId, kind, state, usedOrderId } of rewards) {
      if (usedOrderId) continue;
      const data =
        state === "failed" || state === "expired"
          ? { state: "needs review", usedOrderId: orderId, reason: GIVEN_ALL_THE_SAME }
          : kind === "product sent"
            ? { state: "issued", usedOrderId: orderId, shopifyId: orderId, issuedAt: world.clock.now(), reason: null }
            : { state: "used", usedOrderId: orderId };
      await db.reward.update({ where: { shopId_rewardId: { shopId, rewardId } }, data });
    }
    if (!order.ownReward) await db.order.update({ where: { shopId_orderId: { shopId, orderId } }, data: { ownReward: true } });
    return { outcome: "used", rewardIds: rewards.map(({ rewardId }) => rewardId) };
  });
}
