/**
 * An owner says that cash was paid, and that they are sure. Once: whoever says it second is told that it was; whoever says it too late,
 * that its credit was given back. A mistake can be taken back for some days (take-back-paid).
 */
import type { World } from "~/ports/world";

export type MarkedPaid =
  | { outcome: "paid" }
  | { outcome: "paid already" }
  /** Nothing was changed: it says so to the ambassador, so `sure` says that they have it. */
  | { outcome: "not sure" }
  /** Somebody said before that it would not be paid, and its credit is the ambassador's again. */
  | { outcome: "given back before" }
  | { outcome: "not approved" };

/** Outcomes: see MarkedPaid. */
export function markPaid(world: World, { rewardId, sure = false }: { rewardId: string; sure?: boolean }): Promise<MarkedPaid> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<MarkedPaid> => {
    const where = { shopId, rewardId, kind: "cash", state: "requested", approvedAt: { not: null } };
    if (!sure && (await db.reward.count({ where }))) return { outcome: "not sure" };
    const { count } = await db.reward.updateMany({
      where,
      data: { state: "issued", issuedAt: world.clock.now(), reason: null },
    });
    if (count === 1) return { outcome: "paid" };
    const reward = await db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } }, select: { kind: true, state: true } });
    if (reward?.kind !== "cash") return { outcome: "not approved" };
    if (reward.state === "issued") return { outcome: "paid already" };
    return { outcome: reward.state === "failed" ? "given back before" : "not approved" };
  });
}
