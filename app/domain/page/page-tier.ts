/** What an ambassador's page says of their tier: what it gives, and what the next one takes and brings. */
import type { Tier } from "../ambassador/ambassador";
import { creditBpOf, nextTier } from "../ambassador/tier";
import { percentOf, type Settings } from "../program/program";

export type PageTier = {
  tier: Tier;
  title: string;
  goodReferrals: number;
  creditPercent: string;
  next: { title: string; more: number; sentence: string } | null;
};

const TITLES: Record<Tier, string> = { friend: "Friend", insider: "Insider", icon: "Icon" };

export function pageTier(tier: Tier, goodReferrals: number, rules: Settings): PageTier {
  const next = nextTier(tier, rules);
  return {
    tier,
    title: TITLES[tier],
    goodReferrals,
    creditPercent: percentOf(creditBpOf(tier, rules)),
    next: next && { title: TITLES[next.tier], more: Math.max(1, next.from - goodReferrals), sentence: brings(tier, next.tier, rules) },
  };
}

/** What moving up changes, as one sentence; a word of thanks where it changes nothing else. */
function brings(tier: Tier, next: Tier, rules: Settings): string {
  const gains = [
    creditBpOf(next, rules) > creditBpOf(tier, rules)
      ? `${percentOf(creditBpOf(next, rules))} % instead of ${percentOf(creditBpOf(tier, rules))} %`
      : "",
    next === "icon" && rules.firstDibsDays > 0 ? "first choice of what is new" : "",
    next === "icon" && rules.iconCash && rules.rewardKinds.includes("cash") ? "money instead of products, if you like" : "",
  ].filter(Boolean);
  if (!gains.length) return "It is our way of saying that we noticed.";
  return `It brings ${gains.length === 1 ? gains[0] : `${gains.slice(0, -1).join(", ")} and ${gains.at(-1)}`}.`;
}
