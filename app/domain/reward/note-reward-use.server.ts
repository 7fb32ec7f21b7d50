/**
 * An order that carries a reward's code, or the tag of a product we sent, takes that reward: the order counts for nobody, neither
 * here nor in the store's own history. Where the order comes to nothing, the owner is asked what became of the reward.
 */
import { Prisma, type Reward } from "@prisma/client";
import type { Tx, World } from "~/ports/world";
import { normaliseCode } from "../code/code";
import { columnsOf } from "../columns";
import { lockEarned } from "../ledger/lock-earned.server";
import { readTaken } from "./read-taken.server";
import { rewardsTagged } from "./reward";
import { afterUse, undoneIn } from "./reward-use";

export type Noted = { outcome: "used"; rewardIds: string[] } | { outcome: "not a reward" } | { outcome: "order unknown" };

type Signs = {
  codes: string[];
  tags: string[];
  cancelledAt: Date | null;
  lines: { variantId: string | null; currentQuantity: number }[];
};

/**
 * Call it after the order was saved and before decideOrder. Repeating it changes nothing. Outcomes: see Noted.
 * @param saved what the order was saved with, where it is at hand; else it is read
 */
export function noteRewardUse(world: World, { orderId, saved }: { orderId: string; saved?: Signs }): Promise<Noted> {
  const { shopId, clock } = world;
  const itself = { shopId, orderId };
  return world.transaction(async ({ db }): Promise<Noted> => {
    const order = saved ?? (await readSigns(db, shopId, orderId));
    if (!order) return { outcome: "order unknown" };
    const rewards = await lockRewards(world, db, order);
    if (!rewards.length) return { outcome: "not a reward" };
    for (const reward of rewards) {
      const { rewardId } = reward;
      const { takenMinor } = await readTaken(world, { rewardId });
      const change = afterUse(reward, takenMinor > 0n, { orderId, undone: undoneIn(order, reward.variantId) }, clock.now());
      if (change) await db.reward.update({ where: { shopId_rewardId: { shopId, rewardId } }, data: change });
    }
    await db.order.updateMany({ where: { ...itself, ownReward: false }, data: { ownReward: true } });
    return { outcome: "used", rewardIds: rewards.map(({ rewardId }) => rewardId) };
  });
}

async function readSigns(db: Tx["db"], shopId: string, orderId: string): Promise<Signs | null> {
  const order = await db.order.findUnique({
    where: { shopId_orderId: { shopId, orderId } },
    select: { codes: true, tags: true, cancelledAt: true },
  });
  if (!order) return null;
  const lines = await db.orderLine.findMany({ where: { shopId, orderId }, select: { variantId: true, currentQuantity: true } });
  return { ...order, lines };
}

/** Held, so that nobody gives one back while its use is noted: first the accounts, as everybody does who gives back. */
async function lockRewards(world: World, db: Tx["db"], order: Signs): Promise<Reward[]> {
  const { shopId } = world;
  const [codes, tagged] = [order.codes.map(normaliseCode), rewardsTagged(order.tags)];
  if (!codes.length && !tagged.length) return [];
  const theirs = Prisma.sql`shop_id = ${shopId}
    AND (kind = 'product code' AND code = ANY (${codes}::text[]) OR kind = 'product sent' AND reward_id = ANY (${tagged}::uuid[]))`;
  const whose = await db.$queryRaw<{ ambassadorId: string; programId: string }[]>`
    SELECT ambassador_id::text AS "ambassadorId", program_id::text AS "programId" FROM reward WHERE ${theirs}`;
  if (!whose.length) return [];
  await lockEarned(world, whose);
  return db.$queryRaw<
    Reward[]
  >`SELECT ${columnsOf(Prisma.RewardScalarFieldEnum, "r")} FROM reward r WHERE ${theirs} ORDER BY reward_id FOR UPDATE`;
}
