/**
 * Whether a share code looks leaked: used without clicks far beyond its own and its programme's habit within an hour (by first-time
 * customers), a day or a week, or by people who come from sites that publish codes. Many codes are looked at at every use, so the
 * bound is Bonferroni's over all codes and all windows of a year: looks come one by one and overlap, so there is no batch of
 * p-values for Benjamini & Hochberg to order, and a false alarm holds somebody's money, so the chance of any at all is what must
 * stay small. Bonferroni holds however the looks depend on each other.
 */
import { HOURS, ownRate, sharedTail, SPANS, tailOf, usualMost, type Habit, type Span } from "./habit";

/** False alarms a year that a whole programme may have by chance alone, if the counts were distributed as supposed. */
export const ALARMS_A_YEAR = 0.01;
/** So many are needed whatever the sums say: fewer do no harm worth holding anybody's money. */
export const LEAST: Record<Span, number> = { hour: 20, day: 40, week: 60 };
/**
 * People look for a code on such a site, or collect cashback there, and then use a friend's: as many as of the store's other buyers,
 * and the friends of one ambassador more, of another fewer. How alike they are: see sharedTail; measured by `npm run bench -- leaks`.
 */
const FRIENDS_ALIKE = 100;
const LEAST_FROM_COUPON_SITES = 5;
/** Of a code used more seldom within a week nothing can be suspected, whatever else is known of it. */
export const FEWEST_USES = Math.min(LEAST_FROM_COUPON_SITES, ...Object.values(LEAST));
/** What the owner said is fine was a wave; so is what is not much higher. */
export const AS_FINE_AS = 2;
const LOOKS_A_YEAR = 365 * 24 + 365 + 52;

/** What was seen in a window that ends now. */
export type Seen = {
  /** Uses without a click; of an hour those by first-time customers. */
  uses: number;
  clicks: number;
  /** Of how many of them Shopify says where they came from. */
  known: number;
  fromCouponSites: number;
};

export type Look = {
  habit: Habit;
  /** The code's own uses without clicks, and the hours it was there, before the windows. */
  own: { uses: number; hours: number };
  seen: Record<Span, Seen>;
  /** The highest counts that the owner said are fine, lately. */
  fine: Partial<Record<Span, number>>;
};

export type Suspicion = {
  because: "more than usual" | "coupon site" | "day after day";
  span: Span | "month";
  /** Of "day after day" days on which it was used; so with what is expected and usual. */
  uses: number;
  expected: number;
  usualMost: number;
  tail: number;
  bound: number;
};

export type Watching = { alarmsAYear?: number; poisson?: boolean; least?: Record<Span, number>; alike?: number };

export const boundFor = (codes: number, alarmsAYear = ALARMS_A_YEAR): number => alarmsAYear / (Math.max(1, codes) * LOOKS_A_YEAR);

/** The shortest window that looks leaked; null when none does. */
export function suspect(
  { habit, own, seen, fine }: Look,
  { alarmsAYear, poisson = false, least = LEAST, alike = FRIENDS_ALIKE }: Watching = {},
): Suspicion | null {
  const bound = boundFor(habit.codes, alarmsAYear);
  const rate = ownRate(own, habit);
  for (const span of SPANS) {
    const { uses, clicks, known, fromCouponSites } = seen[span];
    const expected = rate * HOURS[span] + habit.usesAClick * clicks;
    const dispersion = poisson ? 0 : habit.dispersion[span];
    if (uses >= least[span] && uses > AS_FINE_AS * (fine[span] ?? 0)) {
      const tail = tailOf(uses, expected, dispersion);
      if (tail < bound)
        return { because: "more than usual", span, uses, expected, usualMost: usualMost(expected, dispersion, bound), tail, bound };
    }
    if (fromCouponSites >= LEAST_FROM_COUPON_SITES && uses > AS_FINE_AS * (fine[span] ?? 0)) {
      const tail = sharedTail(fromCouponSites, known, habit.fromCouponSites, alike);
      if (tail < bound)
        return {
          ...{ because: "coupon site", span, uses: fromCouponSites, expected: known * habit.fromCouponSites, tail, bound },
          usualMost: usualFromCouponSites(known, habit.fromCouponSites, alike, bound),
        };
    }
  }
  return null;
}

/** The highest count of so many that is still usual. */
function usualFromCouponSites(known: number, share: number, alike: number, bound: number): number {
  let most = LEAST_FROM_COUPON_SITES - 1;
  while (most < known && sharedTail(most + 1, known, share, alike) >= bound) most++;
  return most;
}
