/**
 * What is usual: how often a programme's share codes are used without a click, and how much that varies. People who share do so in
 * bursts (a birthday, a post), so counts vary far more than a Poisson process's: under Poisson a good day of a quiet code is one in a
 * billion. Counts are taken as negative binomial, a Poisson whose rate is itself gamma distributed (Greenwood & Yule 1920), with the
 * dispersion estimated by moments from the programme's own windows; so do outbreak watches, for the same reason (Farrington et al.
 * 1996, J. R. Statist. Soc. A 159:547; Noufaily et al. 2013, Statist. Med. 32:1206).
 */
import { lnGamma } from "../mining/special-functions";

export const SPANS = ["hour", "day", "week"] as const;
export type Span = (typeof SPANS)[number];
export const HOURS: Record<Span, number> = { hour: 1, day: 24, week: 168 };

/** How far back habits are read, in days. */
export const HABIT_DAYS = 56;

/** Sums over a programme's codes. `squares`: of the counts in each code's windows of that length. */
export type HabitSums = {
  codes: number;
  /** Hours in which each code was there, added up. */
  codeHours: number;
  /** Without a click. */
  uses: number;
  clicks: number;
  squares: Record<Span, number>;
  /** The store's other orders: of how many Shopify says where they came from, and how many came from sites that publish codes. */
  known: number;
  fromCouponSites: number;
};

export type Habit = {
  codes: number;
  usesAnHour: number;
  /** 1/size of the negative binomial: variance = mean + dispersion × mean². 0 would be Poisson. */
  dispersion: Record<Span, number>;
  /** Uses without a click that come with one press of a page's button: the same post brings both. */
  usesAClick: number;
  /** Which share of a store's buyers, of whom one knows where they came from, comes from sites that publish codes. */
  fromCouponSites: number;
};

/**
 * What is believed before anything was seen, and how many uses it weighs. From lives of healthy programmes (`npm run bench -- leaks`):
 * a wave of some tens of uses after one post must be usual for people who share twice a year.
 */
const BELIEVED = { dispersion: { hour: 120, day: 30, week: 6 }, usesADay: 0.05, usesAClick: 0.5, fromCouponSites: 0.02 };
const WEIGHT_USES = 30;
const WEIGHT_CODE_HOURS = 30 * 24;
const WEIGHT_CLICKS = 30;
const WEIGHT_KNOWN = 100;
/** However even a programme was so far, somebody will have a birthday. */
const LEAST_SHARE_OF_BELIEF = 0.5;

export function habitOf({ codes, codeHours, uses, clicks, squares, known, fromCouponSites }: HabitSums): Habit {
  const usesAnHour = (uses + (BELIEVED.usesADay / 24) * WEIGHT_CODE_HOURS) / (codeHours + WEIGHT_CODE_HOURS);
  const dispersion = (span: Span): number => {
    const windows = codeHours / HOURS[span];
    const believed = BELIEVED.dispersion[span];
    if (windows < 2 || uses === 0) return believed;
    const mean = uses / windows;
    const excess = squares[span] / windows - mean * mean - mean;
    const seen = Math.max(0, excess / (mean * mean));
    return Math.max(LEAST_SHARE_OF_BELIEF * believed, (seen * uses + believed * WEIGHT_USES) / (uses + WEIGHT_USES));
  };
  return {
    codes,
    usesAnHour,
    dispersion: { hour: dispersion("hour"), day: dispersion("day"), week: dispersion("week") },
    usesAClick: Math.min(2, (uses + BELIEVED.usesAClick * WEIGHT_CLICKS) / (clicks + WEIGHT_CLICKS)),
    fromCouponSites: (fromCouponSites + BELIEVED.fromCouponSites * WEIGHT_KNOWN) / (known + WEIGHT_KNOWN),
  };
}

/** Own habit, drawn towards the programme's while little of it is known. */
const OWN_WEIGHT_HOURS = 14 * 24;
export const ownRate = ({ uses, hours }: { uses: number; hours: number }, habit: Habit): number =>
  (uses + habit.usesAnHour * OWN_WEIGHT_HOURS) / (hours + OWN_WEIGHT_HOURS);

/** P(X ≥ least) for a negative binomial of this mean and dispersion; of a Poisson when that is 0. Summed from the mode's far side. */
export function tailOf(least: number, mean: number, dispersion: number): number {
  if (least <= 0) return 1;
  if (mean <= 0) return 0;
  const size = 1 / Math.max(dispersion, 1e-9);
  const q = mean / (mean + size);
  let term = Math.exp(
    lnGamma(least + size) -
      lnGamma(size) -
      lnGamma(least + 1) -
      size * Math.log1p(mean / size) +
      least * (Math.log(mean) - Math.log(mean + size)),
  );
  let sum = 0;
  for (let count = least; count < least + MOST_TERMS; count++) {
    sum += term;
    const ratio = ((count + size) / (count + 1)) * q;
    if (ratio < 1 && (term * ratio) / (1 - ratio) < sum * 1e-12) break;
    term *= ratio;
  }
  return Math.min(1, sum);
}
const MOST_TERMS = 200_000;

/** The highest count that is still usual: whose tail does not fall below the bound. */
export function usualMost(mean: number, dispersion: number, bound: number): number {
  let [low, high] = [0, 8];
  while (high < MOST_TERMS && tailOf(high, mean, dispersion) >= bound) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (tailOf(middle, mean, dispersion) >= bound) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * P(X ≥ least) of so many for a beta-binomial: each code's friends have a share of their own, which varies around `share` as if it
 * had been learnt from `alike` people. Infinite, all codes' friends would be alike, and it would be a binomial.
 */
export function sharedTail(least: number, of: number, share: number, alike: number): number {
  if (least <= 0) return 1;
  const [yes, no] = [share * alike, (1 - share) * alike];
  const lnBeta = (one: number, other: number): number => lnGamma(one) + lnGamma(other) - lnGamma(one + other);
  let sum = 0;
  for (let count = least; count <= of; count++)
    sum += Math.exp(
      lnGamma(of + 1) - lnGamma(count + 1) - lnGamma(of - count + 1) + lnBeta(count + yes, of - count + no) - lnBeta(yes, no),
    );
  return Math.min(1, sum);
}
