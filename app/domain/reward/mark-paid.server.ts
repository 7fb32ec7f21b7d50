/** An owner says that cash was paid. Once: whoever says it second is told that it was; whoever says it too late, that its credit was given back. */
import type { World } from "~/ports/world";

export type MarkedPaid =
  | { outcome: "paid" }
  | { outcome: "paid already" }
  /** Somebody said before that it would not be paid, and its credit is the ambassador's again. */
  | { outcome: "given back before" }
  | { outcome: "not approved" };

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
    if (reward?.kind !== "cash") return { outcome: "not approved" };
    if (reward.state === "issued") return { outcome: "paid already" };
    return { outcome: reward.state === "failed" ? "given back before" : "not approved" };
  });
}
