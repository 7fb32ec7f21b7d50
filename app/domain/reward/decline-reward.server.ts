/**
 * An owner's no to a product that was to be sent, or to cash that was not paid: what it cost is the ambassador's again. Cash that stands
 * on a list of payouts may have left the bank by now: it is given back only with the owner's word that it was not paid, or somebody
 * would have the money and the credit.
 */
import type { World } from "~/ports/world";
import { giveBackReward } from "./give-back-reward.server";
import { lockReward } from "./lock-reward.server";

export type Declined =
  | { outcome: "declined" }
  | { outcome: "declined already" }
  /** It was paid meanwhile, so nothing is given back. */
  | { outcome: "paid already" }
  /** It may have been paid: nothing is given back without `unpaid`. */
  | { outcome: "on a list" }
  /** Its sending is under way, it is given, or it needs nobody's word. */
  | { outcome: "not waiting" };

/** @param unpaid the owner's word that cash which stands on a list was not paid. Outcomes: see Declined. */
export function declineReward(world: World, { rewardId, unpaid = false }: { rewardId: string; unpaid?: boolean }): Promise<Declined> {
  return world.transaction(async (): Promise<Declined> => {
    // Locked, so that a list which is being written now is waited for.
    const reward = await lockReward(world, { rewardId });
    if (reward?.state === "failed") return { outcome: "declined already" };
    if (reward?.kind === "cash" && reward.state === "issued") return { outcome: "paid already" };
    const open = reward?.state === "requested" && (reward.kind === "cash" || (reward.kind === "product sent" && !reward.approvedAt));
    if (!open) return { outcome: "not waiting" };
    if (reward.exportedAt && !unpaid) return { outcome: "on a list" };
    await giveBackReward(world, {
      rewardId,
      reason: reward.exportedAt
        ? "It stood on a list to pay from and was not paid, as the store said; what it cost was given back."
        : "The store could not give it, and what it cost was given back.",
    });
    return { outcome: "declined" };
  });
}
