/** An owner's yes to a product that is to be sent, or to cash: only then does anything happen. Saying it twice is saying it once. */
import type { World } from "~/ports/world";
import { needsApproval, SCOPES_FOR } from "./reward";
import type { RewardKind } from "../program/program";

export type Approved =
  | { outcome: "approved" }
  | { outcome: "approved already" }
  /** Somebody said no before, and its credit is the ambassador's again. */
  | { outcome: "declined before" }
  | { outcome: "not waiting" }
  /** Shopify does not let us give it (any more): the owner grants that in the settings first. */
  | { outcome: "permission missing" };

/** A sent product's order is made by a job; cash waits for the next list of payouts, and a job looks whether it may stand on it. Outcomes: see Approved. */
export function approveReward(world: World, { rewardId, approvedBy }: { rewardId: string; approvedBy: string }): Promise<Approved> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }): Promise<Approved> => {
    const asked = await db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } }, select: { kind: true } });
    const { scopes } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true } });
    if (asked && !SCOPES_FOR[asked.kind as RewardKind].every((scope) => scopes.includes(scope))) return { outcome: "permission missing" };
    const { count } = await db.reward.updateMany({
      where: { shopId, rewardId, state: "requested", approvedAt: null, kind: { in: ["product sent", "cash"] } },
      data: { approvedAt: world.clock.now(), approvedBy },
    });
    const reward = await db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } } });
    if (reward?.state === "failed") return { outcome: "declined before" };
    if (!reward || reward.state !== "requested" || !needsApproval(reward.kind as RewardKind)) return { outcome: "not waiting" };
    await queue.add("reward.issue", { rewardId }, { onceKey: rewardId });
    return { outcome: count ? "approved" : "approved already" };
  });
}
