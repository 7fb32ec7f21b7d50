/**
 * A reward whose price may return, in one transaction's hands: first the account of whose it is, as everybody holds it who spends or
 * hands over, then its row. Whoever has the account's lock knows that nobody hands the reward over meanwhile.
 */
import type { Tx, World } from "~/ports/world";
import { invariant } from "../invariant";
import { lockEarned } from "../ledger/lock-earned.server";

export type LockedReward = NonNullable<Awaited<ReturnType<Tx["db"]["reward"]["findUnique"]>>>;

/** More than two who became one in turn, while this waited, is nobody of ours. */
const MOST_TIMES = 5;

/** Joins the transaction at hand; null when there is none. */
export function lockReward(world: World, { rewardId }: { rewardId: string }): Promise<LockedReward | null> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const read = () => db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } } });
    let reward = await read();
    for (let time = 0; reward; time++) {
      invariant(time < MOST_TIMES, `reward ${rewardId} is handed over again and again`);
      const held = reward.ambassadorId;
      await lockEarned(world, [reward]);
      await db.$queryRaw`SELECT 1 FROM reward WHERE shop_id = ${shopId} AND reward_id = ${rewardId}::uuid AND ambassador_id = ${held}::uuid FOR UPDATE`;
      reward = await read();
      if (reward?.ambassadorId === held) return reward;
    }
    return null;
  });
}
