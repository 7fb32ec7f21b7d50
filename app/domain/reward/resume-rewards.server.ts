/**
 * Asks again for rewards that were wished for and not made within an hour: their job may have been dropped while the shop had
 * left, and a wish whose price is taken must never hang. Nor may an owner's word that one goes back. Asking twice makes nothing twice
 * (issue-reward, withdraw-reward).
 */
import type { World } from "~/ports/world";

const HOUR_MS = 3_600_000;
/** More wait at once only when Shopify was away for long; the next hour takes the next ones. */
const MOST = 5_000;

/** A job, hourly. @returns how many were asked for again */
export async function resumeRewards(world: World, _input: { why: string }): Promise<{ outcome: "resumed"; rewards: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const waiting = await db.reward.findMany({
      where: {
        shopId,
        state: "requested",
        requestedAt: { lt: new Date(world.clock.now().getTime() - HOUR_MS) },
        // What an owner must say yes to is asked for then; of cash it is only looked whether it may stand on a list.
        OR: [
          { kind: { notIn: ["product sent", "cash"] } },
          { kind: "product sent", approvedAt: { not: null } },
          { kind: "cash", approvedAt: { not: null }, clearedAt: null },
        ],
      },
      orderBy: { requestedAt: "asc" },
      take: MOST,
      select: { rewardId: true },
    });
    const goingBack = await db.reward.findMany({
      where: { shopId, state: "needs review", settlingAt: { lt: new Date(world.clock.now().getTime() - HOUR_MS) } },
      orderBy: { requestedAt: "asc" },
      take: MOST,
      select: { rewardId: true },
    });
    await queue.addMany("reward.issue", waiting, { onceKey: ({ rewardId }) => rewardId });
    await queue.addMany("reward.withdraw", goingBack, { onceKey: ({ rewardId }) => rewardId });
    return { outcome: "resumed", rewards: waiting.length + goingBack.length };
  });
}
