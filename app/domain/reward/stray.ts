/**
 * A stray: something in Shopify that is one of our rewards by its mark, or may be one, and that no reward of this database explains.
 * So it looks after a backup was put back: the wish is forgotten, what was given for it is not. Until the owner has said what it is,
 * nothing more is given to whose it is.
 */
import { toTakeBack } from "../ledger/debt";
import type { MarkedThing } from "~/ports/shop";
import type { RewardKind } from "../program/program";
import { rewardsTagged, rewardTitle } from "./reward";

export type StrayKind = Exclude<RewardKind, "cash">;

/** "given": it is a reward of ours; "not ours": the merchant's or another app's. */
export const STRAY_ANSWERS = ["given", "not ours"] as const;
export type StrayAnswer = (typeof STRAY_ANSWERS)[number];

const TITLE = new RegExp(`^${rewardTitle("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")}$`);

/** The reward that a title, a note or a tag of ours names; null: it bears no mark of ours. */
export function rewardMarked({ kind, marks }: Pick<MarkedThing, "kind" | "marks">): string | null {
  if (kind === "product sent") return rewardsTagged(marks)[0] ?? null;
  for (const mark of marks) {
    const found = TITLE.exec(mark.trim());
    if (found) return found[1];
  }
  return null;
}

/** A time of which this database remembers nothing. */
export type LostTime = { from: Date; until: Date };

/** Shopify's clock and ours may differ by this much. */
export const CLOCKS_DIFFER_MS = 60_000;

export const within = (at: Date, lost: LostTime[]): boolean =>
  lost.some(({ from, until }) => at.getTime() >= from.getTime() - CLOCKS_DIFFER_MS && at.getTime() <= until.getTime() + CLOCKS_DIFFER_MS);

export type StrayCost = {
  /** So many of the held wishes go back first, the latest asked for first: they were asked for with what had been spent. */
  givenBack: number;
  /** What is missing even then. */
  lackMinor: bigint;
  /** What they have left afterwards. */
  leftMinor: bigint;
};

/** What counting a stray does to whose it is. What a wish that waits asked for has been paid with it. */
export function costOf(
  amountMinor: bigint,
  {
    earnedMinor,
    forgivenMinor,
    held,
    askedBy,
  }: { earnedMinor: bigint; forgivenMinor: bigint; held: { priceMinor: bigint }[]; askedBy: string | null },
): StrayCost {
  if (askedBy) return { givenBack: 0, lackMinor: 0n, leftMinor: earnedMinor > 0n ? earnedMinor : 0n };
  let [restMinor, stillMinor, givenBack] = [earnedMinor - amountMinor, forgivenMinor, 0];
  for (; restMinor < 0n && givenBack < held.length; givenBack++) {
    const returnedMinor = held[givenBack].priceMinor;
    const backMinor = toTakeBack({ returnedMinor, forgivenMinor: stillMinor });
    [restMinor, stillMinor] = [restMinor + returnedMinor - backMinor, stillMinor - backMinor];
  }
  return { givenBack, lackMinor: restMinor < 0n ? -restMinor : 0n, leftMinor: restMinor > 0n ? restMinor : 0n };
}
