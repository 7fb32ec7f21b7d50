/**
 * Why a list is not what it was: everybody who came or went since the mining before has a reason, so that nothing jumps
 * without being told. Pure; the two lists are compared where they are stored.
 */

export const JOINED_REASONS = ["a new buyer", "ordered since", "others fell back", "you moved the line", "the ranking changed"] as const;
export const LEFT_REASONS = [
  "money went back",
  "no order for a while",
  "others moved up",
  "you moved the line",
  "the ranking changed",
  "no longer counted",
] as const;
export type JoinedReason = (typeof JOINED_REASONS)[number];
export type LeftReason = (typeof LEFT_REASONS)[number];

/** Stored with a mining. Counts of people by reason. */
export type ListChange = {
  sinceMiningId: string;
  since: string;
  joined: Partial<Record<JoinedReason, number>>;
  left: Partial<Record<LeftReason, number>>;
};

/** What both lists follow. */
export type ListRule = { method: string; powerBuyerBp: number; buyers: number };
/** One buyer then or now. */
export type Standing = { powerBuyer: boolean; rank: number; orders: number; netSpendMinor: bigint; pAlive: number | null };

/** How many people a line of so many basis points holds, rounded up to whole people. */
export const peopleAbove = (buyers: number, powerBuyerBp: number): number => Math.ceil((buyers * powerBuyerBp) / 10_000);

/** Why somebody is on the list who was not; the first reason that applies. `before` null: not counted then. */
export function whyJoined(now: Standing, before: Standing | null, rule: ListRule, ruleBefore: ListRule): JoinedReason {
  if (!before) return "a new buyer";
  if (rule.method !== ruleBefore.method) return "the ranking changed";
  // With the line where it was they would not be here.
  if (now.rank > peopleAbove(rule.buyers, ruleBefore.powerBuyerBp)) return "you moved the line";
  return now.orders > before.orders || now.netSpendMinor > before.netSpendMinor ? "ordered since" : "others fell back";
}

/** Why somebody is no longer on the list; `now` null: not counted any more (merged, erased, all of it refunded). */
export function whyLeft(now: Standing | null, before: Standing, rule: ListRule, ruleBefore: ListRule): LeftReason {
  if (!now) return "no longer counted";
  if (rule.method !== ruleBefore.method) return "the ranking changed";
  if (now.rank <= peopleAbove(rule.buyers, ruleBefore.powerBuyerBp)) return "you moved the line";
  if (now.netSpendMinor < before.netSpendMinor) return "money went back";
  const lapsing = now.pAlive !== null && before.pAlive !== null && now.pAlive < before.pAlive;
  return lapsing && now.orders === before.orders ? "no order for a while" : "others moved up";
}

/** Adds one to a reason's count. */
export function countReason<R extends string>(counts: Partial<Record<R, number>>, reason: R): R {
  counts[reason] = (counts[reason] ?? 0) + 1;
  return reason;
}
