/** What an ambassador's page says of their tier: what it gives, and what the next one takes and brings. */
import type { Tier } from "../ambassador/ambassador";
import { creditBpOf, nextTier } from "../ambassador/tier";
import type { Settings } from "../program/program";
import { showPercent } from "./shown";

/** What moving up changes: the new credit in per cent, null where it stays; whether they choose first, and may have money. */
export type TierGains = { credit: string | null; firstChoice: boolean; cash: boolean };

export type PageTier = {
  tier: Tier;
  goodReferrals: number;
  creditPercent: string;
  /** Of a friend's first order alone. */
  firstOrderOnly: boolean;
  next: { tier: "insider" | "icon"; more: number; gains: TierGains } | null;
};

export function pageTier(tier: Tier, goodReferrals: number, rules: Settings, locale = "en"): PageTier {
  const next = nextTier(tier, rules);
  return {
    tier,
    goodReferrals,
    creditPercent: showPercent(creditBpOf(tier, rules), { locale }),
    firstOrderOnly: rules.newFriendsOnly,
    next: next && { tier: next.tier, more: Math.max(1, next.from - goodReferrals), gains: gainsOf(tier, next.tier, rules, locale) },
  };
}

/** Also over a tier that was skipped. */
export function gainsOf(tier: Tier, next: Tier, rules: Settings, locale: string): TierGains {
  const creditBp = creditBpOf(next, rules);
  return {
    credit: creditBp > creditBpOf(tier, rules) ? showPercent(creditBp, { locale }) : null,
    firstChoice: next === "icon" && rules.firstDibsDays > 0,
    cash: next === "icon" && rules.iconCash && rules.rewardKinds.includes("cash"),
  };
}
