/** What happened to an order after it was found to count, in one word that both the owner's and the ambassador's page say in theirs. */
export type Became = "cancelled" | "unpaid" | "returned" | "charged back" | "disputed";

export type AfterCounting = {
  /** The latest decision: attributed | under review | ignored */
  outcome: string;
  cancelledAt: Date | null;
  /** What became of a chargeback; null when there is none. */
  dispute: string | null;
  paidAt: Date | null;
  /** Of its credit by the entries: something waits; something is theirs; all was taken back; nothing was ever posted. */
  creditState: CreditState;
};
export type CreditState = "waiting" | "yours" | "taken back" | "none";

/** Null: it counts and nothing happened, or it does not count. */
export function whatBecame({ outcome, cancelledAt, dispute, paidAt, creditState }: AfterCounting): Became | null {
  if (outcome !== "attributed") return null;
  if (cancelledAt) return "cancelled";
  if (dispute === "lost") return "charged back";
  if (dispute === "open" && creditState === "waiting") return "disputed";
  if (!paidAt) return "unpaid";
  return creditState === "taken back" ? "returned" : null;
}

export type PaidFor = Pick<AfterCounting, "paidAt" | "cancelledAt" | "dispute"> & { goodsMinor: bigint };

/** It is paid for, and neither cancelled, charged back nor given back whole: somebody has really bought. */
export const isBought = ({ paidAt, cancelledAt, dispute, goodsMinor }: PaidFor): boolean =>
  paidAt !== null && cancelledAt === null && dispute !== "lost" && goodsMinor > 0n;

/** It counted, and nothing of it remains: "counts" would be the wrong word for it. */
export const leavesNothing = (became: Became | null): boolean =>
  became === "cancelled" || became === "returned" || became === "charged back";

/** @param everPosted whether any entry of it ever was its ambassador's @param pendingMinor and earnedMinor: what they sum to, minor units */
export function creditStateOf(everPosted: boolean, pendingMinor: bigint, earnedMinor: bigint): CreditState {
  if (pendingMinor > 0n) return "waiting";
  if (pendingMinor + earnedMinor > 0n) return "yours";
  return everPosted ? "taken back" : "none";
}
