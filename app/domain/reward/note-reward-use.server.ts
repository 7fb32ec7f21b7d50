/**
 * An order that carries a reward's code, or the tag of a product we sent, takes that reward. Where the order comes to nothing, the owner
 * is asked what became of the reward.
 */
import { Prisma, type Reward } from "@prisma/client";
import type { World } from "~/ports/world";
import { columnsOf } from "../columns";
import { readTaken } from "./read-taken.server";
import { readSigns, signedSql, type Signs } from "./read-signs.server";
import { afterUse, undoneIn } from "./reward-use";

export type Noted = { outcome: "used"; rewardIds: string[] } | { outcome: "not a reward" } | { outcome: "order unknown" };

/**
 * Call it after the order was marked (markOwnReward), decided and credited: rewards are held last, after everybody's account, and only
 * they are held here, so that nobody gives one back while its use is noted. Repeating it changes nothing. Outcomes: see Noted.
 * @param saved what the order was saved with, where it is at hand; else it is read
 */
export function noteRewardUse(world: World, { orderId, saved }: { orderId: string; saved?: Signs }): Promise<Noted> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }): Promise<Noted> => {
    const order = saved ?? (await readSigns(db, shopId, orderId));
    if (!order) return { outcome: "order unknown" };
    const theirs = signedSql(shopId, order);
    const rewards = theirs
      ? await db.$queryRaw<
          Reward[]
        >`SELECT ${columnsOf(Prisma.RewardScalarFieldEnum, "r")} FROM reward r WHERE ${theirs} ORDER BY reward_id FOR UPDATE`
      : [];
    if (!rewards.length) return { outcome: "not a reward" };
    for (const reward of rewards) {
      const { rewardId } = reward;
      const { takenMinor } = await readTaken(world, { rewardId });
      const change = afterUse(reward, takenMinor > 0n, { orderId, undone: undoneIn(order, reward.variantId) }, clock.now());
      if (change) await db.reward.update({ where: { shopId_rewardId: { shopId, rewardId } }, data: change });
    }
    return { outcome: "used", rewardIds: rewards.map(({ rewardId }) => rewardId) };
  });
}
