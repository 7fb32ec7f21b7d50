/**
 * What an order does to the reward it takes, and what it means when that order comes to nothing: whether they have it all the same, only
 * a person can know. Each such turn is noted once, so that what an owner settled stays settled.
 */
import type { RewardState } from "./reward";

/** "taken out": the order stands, and what the reward was is on it no more, refunded or removed. */
export type Undone = "cancelled" | "taken out";

type Order = { cancelledAt: Date | null; lines: { variantId: string | null; currentQuantity: number }[] };

/** null: the order stands, and the reward's product on it. Where no line is known by that product, all of them must be gone. */
export function undoneIn({ cancelledAt, lines }: Order, variantId: string | null): Undone | null {
  if (cancelledAt) return "cancelled";
  const named = lines.filter((line) => line.variantId !== null && line.variantId === variantId);
  const its = named.length ? named : lines;
  return its.length > 0 && its.every(({ currentQuantity }) => currentQuantity <= 0) ? "taken out" : null;
}

const GIVEN_ALL_THE_SAME = "Its cost had been given back, and yet an order took it.";
const NOBODY_HAS_IT = "The order that took it came to nothing, and what it cost had been given back before.";
const REASONS: Record<Undone, string> = {
  cancelled: "The order that took it was cancelled.",
  "taken out": "It was refunded, or taken out of the order that took it.",
};

type Reward = { kind: string; state: string; issuedAt: Date | null; usedOrderId: string | null; undone: string | null };
type Change = {
  usedOrderId: string;
  undone: Undone | null;
  state?: RewardState;
  reason?: string | null;
  shopifyId?: string;
  issuedAt?: Date;
  settlingAt?: null;
  /** What an order shows is no longer unclear: other calls for this customer need not wait. */
  calledAt: null;
  callMark: null;
};

/** @param charged whether its price is taken now @returns what to write; null: nothing is new */
export function afterUse(reward: Reward, charged: boolean, order: { orderId: string; undone: Undone | null }, now: Date): Change | null {
  const { orderId, undone } = order;
  const itself = reward.usedOrderId === orderId;
  // Shopify may give a code's use back when its order is cancelled: then another order takes it.
  const anew = reward.usedOrderId === null || (!itself && reward.undone !== null && undone === null);
  if (!anew && !(itself && reward.undone !== undone)) return null;
  const use = { usedOrderId: orderId, undone, calledAt: null, callMark: null };
  if (undone) {
    if (itself && reward.undone !== null) return use;
    if (charged) return { ...use, state: "needs review", reason: REASONS[undone] };
    return reward.state === "needs review" ? { ...use, state: "failed", reason: NOBODY_HAS_IT, settlingAt: null } : use;
  }
  if (!charged) return { ...use, state: "needs review", reason: GIVEN_ALL_THE_SAME };
  const given = { ...use, reason: null, settlingAt: null };
  if (reward.kind === "product sent") return { ...given, state: "issued", shopifyId: orderId, issuedAt: now };
  // A code may be used before anybody has written down that it was made.
  return { ...given, state: "used", issuedAt: reward.issuedAt ?? now };
}
