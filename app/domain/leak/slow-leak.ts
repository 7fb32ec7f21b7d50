/**
 * A slow leak: a code that strangers use once or twice a day makes no high count in any hour, day or week. What gives it away is that
 * it goes on day after day, while people who share are quiet between their posts. So days are counted, not uses: a post that brings
 * forty friends counts as the day or two it lasts. On how many of the last 28 days a code was used without a click is held against a
 * Poisson count at the code's own rate of the half-year before, as far as that rate is known: the rates of a programme's codes are
 * taken as gamma distributed, which makes what is to be expected negative binomial, wide for who joined lately and narrow for who is
 * known for long. When everybody shares more (a holiday), more is expected of everybody.
 */
import { tailOf, usualMost } from "./habit";
import { ALARMS_A_YEAR, type Suspicion } from "./suspect";

/** Days that are looked at, and days before them that tell what is usual. */
export const RECENT_DAYS = 28;
export const PAST_DAYS = 182;
/** Of whom nothing is known before these weeks, a leak can't be told from a beginner's zeal. */
export const LEAST_PAST_DAYS = 28;
/** Whatever the sums say: on fewer days it does no harm worth holding anybody's money. */
export const LEAST_DAYS = 15;
/** How much one person's four weeks vary beyond chance. From lives of healthy programmes (`npm run bench -- leaks`). */
const RESTLESSNESS = 0.15;
/** The count of days changes once a day. Apart from the other windows' bound: each kind of look has false alarms of its own. */
const LOOKS_A_YEAR = 365;

/** Of one code: on how many of the recent days it was used without a click, and of `pastOf` days before them on how many. */
export type DaysUsed = { recent: number; past: number; pastOf: number };

/** Sums over a programme's codes. `pastPairs`: past × (past − 1); `pastSquares`: pastOf². */
export type SlowSums = {
  codes: number;
  recent: number;
  recentOf: number;
  past: number;
  pastOf: number;
  pastPairs: number;
  pastSquares: number;
};

/** What is believed before anything was seen, and how many days it weighs. */
const BELIEVED = { daysADay: 0.05, spread: 1.5 };
const WEIGHT_DAYS = 30;
const WEIGHT_USED = 30;

/** The same sums without one code: a leak is no part of what is usual. */
const without = (sums: SlowSums, { recent, past, pastOf }: DaysUsed): SlowSums => ({
  codes: sums.codes,
  recent: sums.recent - recent,
  recentOf: sums.recentOf - RECENT_DAYS,
  past: sums.past - past,
  pastOf: sums.pastOf - pastOf,
  pastPairs: sums.pastPairs - past * (past - 1),
  pastSquares: sums.pastSquares - pastOf ** 2,
});

/** @param sums of the programme, this code among them @returns null when it is as usual, or too little is known to say */
export function suspectSlow(
  one: DaysUsed,
  sums: SlowSums,
  { alarmsAYear = ALARMS_A_YEAR, least = LEAST_DAYS, restlessness = RESTLESSNESS } = {},
): Suspicion | null {
  if (one.recent < least || one.pastOf < LEAST_PAST_DAYS) return null;
  const others = without(sums, one);
  const rate = (others.past + BELIEVED.daysADay * WEIGHT_DAYS) / (others.pastOf + WEIGHT_DAYS);
  // By moments: of gamma distributed rates, E[x(x − 1)] = (rate × days)² (1 + spread).
  const seen = others.pastSquares > 0 ? Math.max(0, others.pastPairs / (rate ** 2 * others.pastSquares) - 1) : 0;
  const spread = Math.max(BELIEVED.spread / 2, (seen * others.past + BELIEVED.spread * WEIGHT_USED) / (others.past + WEIGHT_USED));
  const season = Math.max(
    1,
    (others.recent + BELIEVED.daysADay * WEIGHT_DAYS) / (rate * others.recentOf + BELIEVED.daysADay * WEIGHT_DAYS),
  );
  const shape = 1 / spread + one.past;
  const expected = (season * RECENT_DAYS * shape) / (1 / (spread * rate) + one.pastOf);
  const dispersion = 1 / shape + restlessness;
  const bound = alarmsAYear / (Math.max(1, sums.codes) * LOOKS_A_YEAR);
  const tail = tailOf(one.recent, expected, dispersion);
  if (tail >= bound) return null;
  return {
    ...{ because: "day after day", span: "month", uses: one.recent, expected, tail, bound },
    usualMost: Math.min(RECENT_DAYS, usualMost(expected, dispersion, bound)),
  };
}
