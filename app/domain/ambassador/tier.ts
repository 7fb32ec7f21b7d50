/**
 * Tiers: friend, insider, icon. Somebody moves up by friends whose orders were kept, and never down: what was reached stays.
 */
import type { Settings } from "../program/program";
import type { Tier } from "./ambassador";

export const TIERS: readonly Tier[] = ["friend", "insider", "icon"];

type Rules = Pick<Settings, "creditBp" | "insiderFrom" | "insiderCreditBp" | "iconFrom" | "iconCreditBp">;

/** @param goodReferrals different friends whose order was kept */
export const tierFor = (goodReferrals: number, { insiderFrom, iconFrom }: Pick<Rules, "insiderFrom" | "iconFrom">): Tier =>
  goodReferrals >= iconFrom ? "icon" : goodReferrals >= insiderFrom ? "insider" : "friend";

export const isHigher = (one: Tier, other: Tier): boolean => TIERS.indexOf(one) > TIERS.indexOf(other);

/** What a tier's credit is, in basis points of the goods; never less than the tier below it, whatever an owner raised alone. */
export function creditBpOf(tier: Tier, { creditBp, insiderCreditBp, iconCreditBp }: Rules): number {
  const insider = Math.max(creditBp, insiderCreditBp);
  return { friend: creditBp, insider, icon: Math.max(insider, iconCreditBp) }[tier];
}

/** The tier after this one and how many good referrals it takes in all; null for icons. */
export function nextTier(tier: Tier, { insiderFrom, iconFrom }: Rules): { tier: "insider" | "icon"; from: number } | null {
  if (tier === "friend") return { tier: "insider", from: insiderFrom };
  return tier === "insider" ? { tier: "icon", from: iconFrom } : null;
}
