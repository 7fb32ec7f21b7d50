/**
 * An owner said by mistake that cash was paid: it waits to be paid again, as before that word, and that it was taken back stays to be
 * read. Its price stays taken, so no entry is needed; whether it is paid after all, or given back, is said anew. Only for some days:
 * later the transfer stands in the store's own books.
 */
import type { World } from "~/ports/world";
import { lockReward } from "./lock-reward.server";

const DAY_MS = 86_400_000;
const MAY_BE_TAKEN_BACK_MS = 7 * DAY_MS;

/** Cash marked paid before this stays paid. */
export const paidLongBefore = (now: Date): Date => new Date(now.getTime() - MAY_BE_TAKEN_BACK_MS);

export type PaidTakenBack =
  | { outcome: "waits to be paid" }
  /** Somebody took it back before; by now it may have been given back, too. */
  | { outcome: "not paid" }
  | { outcome: "paid long ago" };

/** Of two owners one takes it back. Outcomes: see PaidTakenBack. */
export function takeBackPaid(world: World, { rewardId }: { rewardId: string }): Promise<PaidTakenBack> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db, queue }): Promise<PaidTakenBack> => {
    const reward = await lockReward(world, { rewardId });
    if (reward?.kind !== "cash" || reward.state !== "issued" || !reward.issuedAt) return { outcome: "not paid" };
    if (reward.issuedAt <= paidLongBefore(clock.now())) return { outcome: "paid long ago" };
    await db.reward.update({
      where: { shopId_rewardId: { shopId, rewardId } },
      data: { state: "requested", issuedAt: null, unpaidAt: clock.now() },
    });
    // What was settled by hand was never looked at (issueReward): it stands on no list before.
    await queue.add("reward.issue", { rewardId }, { onceKey: rewardId });
    return { outcome: "waits to be paid" };
  });
}
