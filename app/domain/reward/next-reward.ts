/**
 * What somebody is told they could have next: of products where the programme gives any, the cheapest they cannot have yet, or the
 * dearest they can; else an amount, from the least of it that may be asked for. Nothing that the programme doesn't give.
 */
import type { Tier } from "../ambassador/ambassador";
import type { RewardKind, Settings } from "../program/program";
import { isAllowed, isProduct, leastAmount } from "./reward";

export type AmountKind = Exclude<RewardKind, "product code" | "product sent">;

/** The ways to be thanked that the owner offers, Shopify lets us give (`scopes`), and this tier may ask for. */
export const kindsFor = (scopes: readonly string[], { rewardKinds, iconCash }: Settings, tier: Tier): RewardKind[] =>
  rewardKinds.filter((kind) => isAllowed(kind, scopes) && (kind !== "cash" || (iconCash && tier === "icon")));

export const isAmount = (kind: RewardKind): kind is AmountKind => !isProduct(kind);

/** Whether an item that is new is theirs to choose. */
export const isTheirs = ({ firstDibsUntil }: { firstDibsUntil: Date | null }, tier: Tier, now: Date): boolean =>
  tier === "icon" || firstDibsUntil === null || firstDibsUntil <= now;

export type NextReward<Item> =
  | { of: "product"; item: Item; affordable: boolean }
  /** `kinds`: those they can ask for now, or, with none, those with the smallest least. */
  | { of: "amount"; kinds: AmountKind[]; leastMinor: bigint; affordable: boolean };

type Asked<Item> = { items: Item[]; kinds: RewardKind[]; earnedMinor: bigint; tier: Tier; now: Date };

/** @param items the shelf, the cheapest first @param kinds as of kindsFor; null when there is nothing they could have */
export function nextReward<Item extends { priceMinor: bigint; firstDibsUntil: Date | null }>(
  { items, kinds, earnedMinor, tier, now }: Asked<Item>,
  program: { currency: string; cashMinimumMinor: bigint },
): NextReward<Item> | null {
  const theirs = kinds.some(isProduct) ? items.filter((item) => isTheirs(item, tier, now)) : [];
  const affordable = ({ priceMinor }: { priceMinor: bigint }) => earnedMinor >= priceMinor;
  const item = theirs.find((one) => !affordable(one)) ?? theirs.at(-1);
  if (item) return { of: "product", item, affordable: affordable(item) };

  const amounts = kinds.filter(isAmount).map((kind) => ({ kind, leastMinor: leastAmount(kind, program) }));
  if (!amounts.length) return null;
  const leastMinor = amounts.reduce((least, one) => (one.leastMinor < least ? one.leastMinor : least), amounts[0].leastMinor);
  const within = earnedMinor >= leastMinor ? earnedMinor : leastMinor;
  const named = amounts.filter((one) => one.leastMinor <= within).map(({ kind }) => kind);
  return { of: "amount", kinds: named, leastMinor, affordable: earnedMinor >= leastMinor };
}
