/** An owner says that cash was paid. Once: whoever says it second is told that it was. */
import type { World } from "~/ports/world";

export type MarkedPaid = { outcome: "paid" } | { outcome: "paid already" } | { outcome: "not approved" };

/** Outcomes: see MarkedPaid. */
export function markPaid(world: World, { rewardId }: { rewardId: string }): Promise<MarkedPaid> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<MarkedPaid> => {
    const { count } = await db.reward.updateMany({
      where: { shopId, rewardId, kind: "cash", state: "requested", approvedAt: { not: null } },
      data: { state: "issued", issuedAt: world.clock.now(), reason: null },
    });
    if (count === 1) return { outcome: "paid" };
    const reward = await db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } }, select: { kind: true, state: true } });
    return reward?.kind === "cash" && reward.state === "issued" ? { outcome: "paid already" } : { outcome: "not approved" };
  });
}
