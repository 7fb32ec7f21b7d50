/**
 * How much may be said of a store's buyers, and which ranking its list follows. The thresholds are a judgement from
 * resampling real histories to small stores: with 20 repeat buyers in 42 of 100 draws a model's parameters ran to an extreme,
 * with 80 in 17, with 200 in 2, with 400 in none; a forecast was off by 40 in 100 at 80 and by 15 at 400.
 */
import { LEVELS, type ChosenRanking, type Level } from "./mining";
import type { Difference } from "./backtest";

/** Repeat buyers from which each level may be used; the last level needs none. */
const REPEAT_BUYERS: [Level, number][] = [
  ["forecasts", 400],
  ["wide forecasts", 200],
  ["order only", 40],
];
const A_YEAR_WEEKS = 52;
/** A forecast of the store's total that was off by more is no ground to speak of one person. */
const MOST_BIAS = 0.25;
const FEWEST_BUYERS = 100;
const FEWEST_REPEAT_BUYERS = 40;
/** The list leaves alive spend only where the store's own past speaks clearly against it. */
const STANDARD_ERRORS = 2;

export const LEVEL_REASONS = [
  "few repeat buyers",
  "less than a year",
  "the model does not fit",
  "Shopify shows 60 days only",
  "the forecast was off by more than a quarter",
] as const;
export type LevelReason = (typeof LEVEL_REASONS)[number];

export const FALL_BACK_REASONS = [
  "the model does not fit",
  "fewer than 100 buyers",
  "fewer than 40 repeat buyers",
  "Shopify shows 60 days only",
  "too little is known",
  "past spend was clearly better on your own past",
] as const;
export type FallBackReason = (typeof FALL_BACK_REASONS)[number];

export type Known = {
  buyers: number;
  repeatBuyers: number;
  historyWeeks: number;
  /** The history begins where Shopify lets us begin, not where the store did. */
  truncated: boolean;
  fit: "fitted" | "degenerate" | "not converged";
  /** Parameters and every score are finite. */
  usable: boolean;
  /** Orders forecast for the test period by those that came; null without a test. */
  forecastToActual: number | null;
  /** Alive spend's in the backtest; null without one. */
  difference: Difference | null;
};

/** `why`: what keeps the store from the first level; empty there. One step down for each doubt would punish twice: one in all. */
export function levelFor(known: Known): { level: Level; why: LevelReason[] } {
  const why: LevelReason[] = [];
  let at = REPEAT_BUYERS.findIndex(([, from]) => known.repeatBuyers >= from);
  if (at < 0) at = LEVELS.length - 1;
  if (at > 0) why.push("few repeat buyers");
  if (at === 0 && known.historyWeeks < A_YEAR_WEEKS) {
    at = 1;
    why.push("less than a year");
  }
  const doubts: LevelReason[] = [];
  if (known.fit !== "fitted") doubts.push("the model does not fit");
  if (known.truncated) doubts.push("Shopify shows 60 days only");
  if (known.forecastToActual !== null && Math.abs(known.forecastToActual - 1) > MOST_BIAS)
    doubts.push("the forecast was off by more than a quarter");
  if (doubts.length) at = Math.min(LEVELS.length - 1, at + 1);
  // Nothing to score with: nothing to say but what was spent.
  if (!known.usable) at = LEVELS.length - 1;
  return { level: LEVELS[at], why: [...why, ...doubts] };
}

/** Alive spend, unless one of the reasons speaks against it; always past spend at the last level. */
export function chooseRanking(known: Known, level: Level): { chosen: ChosenRanking; why: FallBackReason | null } {
  const why = fallBackReason(known) ?? (level === "past spend" ? "too little is known" : null);
  return { chosen: why ? "past spend" : "alive spend", why };
}

function fallBackReason({ usable, buyers, repeatBuyers, truncated, difference }: Known): FallBackReason | null {
  if (buyers < FEWEST_BUYERS) return "fewer than 100 buyers";
  if (repeatBuyers < FEWEST_REPEAT_BUYERS) return "fewer than 40 repeat buyers";
  if (!usable) return "the model does not fit";
  if (truncated) return "Shopify shows 60 days only";
  if (difference && difference.by < -STANDARD_ERRORS * difference.standardError) return "past spend was clearly better on your own past";
  return null;
}
