/**
 * An order that carries a reward's code, or the tag of a product we sent, takes that reward: the order counts for nobody, neither
 * here nor in the store's own history.
 */
import type { World } from "~/ports/world";
import { normaliseCode } from "../code/code";
import { rewardsTagged } from "./reward";

export type Noted = { outcome: "used"; rewardIds: string[] } | { outcome: "not a reward" } | { outcome: "order unknown" };

const GIVEN_ALL_THE_SAME = "Its cost had been given back, and yet an order took it.";

type Reward = { rewardId: string; kind: string; state: string; usedOrderId: string | null };
type Signs = { codes: string[]; tags: string[] };

/**
 * Call it after the order was saved and before decideOrder. Repeating it changes nothing. Outcomes: see Noted.
 * @param saved what the order was saved with, where it is at hand; else it is read
 */
export function noteRewardUse(world: World, { orderId, saved }: { orderId: string; saved?: Signs }): Promise<Noted> {
  const { shopId } = world;
  const itself = { shopId, orderId };
  return world.transaction(async ({ db }): Promise<Noted> => {
    const order = saved ?? (await db.order.findUnique({ where: { shopId_orderId: itself }, select: { codes: true, tags: true } }));
    if (!order) return { outcome: "order unknown" };
    const [codes, tagged] = [order.codes.map(normaliseCode), rewardsTagged(order.tags)];
    if (!codes.length && !tagged.length) return { outcome: "not a reward" };
    const rewards = await db.$queryRaw<Reward[]>`
      SELECT reward_id::text AS "rewardId", kind, state, used_order_id AS "usedOrderId" FROM reward WHERE shop_id = ${shopId}
        AND (kind = 'product code' AND code = ANY (${codes}::text[]) OR kind = 'product sent' AND reward_id = ANY (${tagged}::uuid[]))`;
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
    await db.order.updateMany({ where: { ...itself, ownReward: false }, data: { ownReward: true } });
    return { outcome: "used", rewardIds: rewards.map(({ rewardId }) => rewardId) };
  });
}
