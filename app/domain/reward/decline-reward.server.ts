/** An owner's no to a product that was to be sent, or to cash that was not paid: what it cost is the ambassador's again. */
import type { World } from "~/ports/world";
import { giveBackReward } from "./give-back-reward.server";

export type Declined =
  | { outcome: "declined" }
  /** Its sending is under way, it is given, or it needs nobody's word. */
  | { outcome: "not waiting" };

/** Outcomes: see Declined. */
export function declineReward(world: World, { rewardId }: { rewardId: string }): Promise<Declined> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<Declined> => {
    const [reward] = await db.$queryRaw<{ kind: string; state: string; approved: boolean }[]>`
      SELECT kind, state, approved_at IS NOT NULL AS approved FROM reward WHERE shop_id = ${shopId} AND reward_id = ${rewardId}::uuid FOR UPDATE`;
    const open = reward?.state === "requested" && (reward.kind === "cash" || (reward.kind === "product sent" && !reward.approved));
    if (!open) return { outcome: "not waiting" };
    await giveBackReward(world, { rewardId, reason: "The store could not give it, and what it cost was given back." });
    return { outcome: "declined" };
  });
}
