/**
 * The range of orders to expect of one buyer: from the 5th to the 95th of 100 such buyers, by MBG/NBD's own distribution
 * (bg-nbd-family.ts, equation 8), so that what is said of a person is as wide as what is known. Orders of one day are one.
 */
import { pAliveOf, pmfOf, type BetaGeometricParams } from "./bg-nbd-family";
import { DAYS_A_WEEK } from "./mining";

export type OrderRange = { low: number; high: number };

const LOWER = 0.05;
const UPPER = 0.95;
/** Nobody is promised more: beyond this the upper end is cut. */
const MOST_ORDERS = 5_000;

/** @param days purchase days so far, at least 1; all days since 1970 */
export function orderRange(
  params: BetaGeometricParams,
  { days, firstDay, lastDay, asOfDay }: { days: number; firstDay: number; lastDay: number; asOfDay: number },
  weeks: number,
): OrderRange {
  const repeats = days - 1;
  const age = (asOfDay - firstDay) / DAYS_A_WEEK;
  const alive = pAliveOf(1, params, repeats, (lastDay - firstDay) / DAYS_A_WEEK, age);
  // Whoever is alive is like somebody new with what is known of them counted in; see bg-nbd-family-model's pmf.
  const known = { r: params.r + repeats, alpha: params.alpha + age, a: params.a, b: params.b + days };
  const rate = (known.r / known.alpha) * weeks;
  let upTo = Math.min(MOST_ORDERS, Math.ceil(rate + 6 * Math.sqrt(rate * (1 + weeks / known.alpha)) + 4));
  for (;;) {
    const range = quantiles(pmfOf(0, known, weeks, upTo), alive);
    if (range) return range;
    if (upTo >= MOST_ORDERS) return { low: Math.min(MOST_ORDERS, Math.floor(rate)), high: MOST_ORDERS };
    upTo = Math.min(MOST_ORDERS, upTo * 2);
  }
}

/** null: the distribution goes on beyond its last column before it has reached the upper end. */
function quantiles(pmf: Float64Array, alive: number): OrderRange | null {
  let below = 1 - alive;
  let low: number | null = null;
  for (let n = 0; n < pmf.length; n++) {
    below += alive * pmf[n];
    if (low === null && below >= LOWER) low = n;
    if (below >= UPPER) return { low: low!, high: n };
  }
  return null;
}

/** Of buyers whose later orders are known, the share inside their range. @param rows only these */
export function coverage(
  params: BetaGeometricParams,
  past: { days: Float64Array; firstDay: Float64Array; lastDay: Float64Array; asOfDay: number },
  daysAfter: Float64Array,
  weeks: number,
  rows: Uint32Array,
): number {
  const known = new Map<string, OrderRange>();
  let inside = 0;
  for (const row of rows) {
    const [days, firstDay, lastDay] = [past.days[row], past.firstDay[row], past.lastDay[row]];
    const key = `${days} ${firstDay} ${lastDay}`;
    let range = known.get(key);
    if (!range) known.set(key, (range = orderRange(params, { days, firstDay, lastDay, asOfDay: past.asOfDay }, weeks)));
    if (daysAfter[row] >= range.low && daysAfter[row] <= range.high) inside++;
  }
  return rows.length ? inside / rows.length : NaN;
}
