/**
 * An owner's yes to a product that is to be sent, or to cash: only then does anything happen. Saying it twice is saying it once. A
 * product goes to the address its ambassador confirmed; to another only where the owner has read that one and says so.
 */
import type { World } from "~/ports/world";
import type { RewardKind } from "../program/program";
import { readDestination } from "./read-destination.server";
import { isAllowed, needsApproval } from "./reward";

export type Approved =
  | { outcome: "approved" }
  | { outcome: "approved already" }
  /** Somebody said no before, and its credit is the ambassador's again. */
  | { outcome: "declined before" }
  | { outcome: "not waiting" }
  /** Shopify does not let us give it (any more): the owner grants that in the settings first. */
  | { outcome: "permission missing" }
  /** The store has no address of them: nothing can be sent. */
  | { outcome: "no address" }
  /** They confirmed another one than the owner read: nothing happens without `sure`. */
  | { outcome: "another address" }
  /** It is neither the one they confirmed nor the one the owner read. */
  | { outcome: "address changed" }
  /** Shopify could not be asked where it would go. */
  | { outcome: "try later" };

/** @param seenMark of the address the owner read (read-destination). @param sure that it may go there, though they confirmed another */
type Approval = { rewardId: string; approvedBy: string; seenMark?: string; sure?: boolean };

/** A sent product's order is made by a job; cash waits for the next list of payouts, and a job looks whether it may stand on it. Outcomes: see Approved. */
export async function approveReward(world: World, { rewardId, approvedBy, seenMark, sure = false }: Approval): Promise<Approved> {
  const { shopId } = world;
  const itself = { shopId_rewardId: { shopId, rewardId } };
  const asked = await world.transaction(async ({ db }) => {
    const reward = await db.reward.findUnique({ where: itself });
    const { scopes } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true } });
    return reward && { ...reward, allowed: isAllowed(reward.kind as RewardKind, scopes) };
  });
  if (asked && !asked.allowed) return { outcome: "permission missing" };
  const waits = asked?.state === "requested" && !asked.approvedAt && asked.kind === "product sent";
  const agreed = waits ? await agreeOnPlace(world, asked, { seenMark, sure }) : null;
  if (agreed && "outcome" in agreed) return agreed;
  return world.transaction(async ({ db, queue }): Promise<Approved> => {
    const { count } = await db.reward.updateMany({
      // Of the customer whose address was read: one who became another since is asked about anew.
      where: { shopId, rewardId, state: "requested", approvedAt: null, ...(agreed ? { buyerId: asked?.buyerId } : { kind: "cash" }) },
      data: { approvedAt: world.clock.now(), approvedBy, ...(agreed && { agreedMark: agreed.mark, reason: null }) },
    });
    const reward = await db.reward.findUnique({ where: itself });
    if (reward?.state === "failed") return { outcome: "declined before" };
    if (!reward || reward.state !== "requested" || !needsApproval(reward.kind as RewardKind)) return { outcome: "not waiting" };
    if (!reward.approvedAt) return { outcome: "address changed" };
    await queue.add("reward.issue", { rewardId }, { onceKey: rewardId });
    return { outcome: count ? "approved" : "approved already" };
  });
}

/** The one they confirmed needs nobody's word more; of any other, the owner's. */
async function agreeOnPlace(
  world: World,
  { buyerId, placeMark }: { buyerId: string; placeMark: string | null },
  { seenMark, sure }: Pick<Approval, "seenMark" | "sure">,
): Promise<{ mark: string } | Approved> {
  const now = await readDestination(world, { buyerId });
  if (now.outcome !== "address") return now;
  const { marks } = now;
  if (placeMark !== null && marks.includes(placeMark)) return { mark: marks[0] };
  if (seenMark === undefined || !marks.includes(seenMark)) return { outcome: "address changed" };
  return placeMark === null || sure ? { mark: marks[0] } : { outcome: "another address" };
}
