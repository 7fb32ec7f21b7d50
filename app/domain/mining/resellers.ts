/**
 * Buyers who buy like a reseller: both what an order is worth and how many pieces it holds lie far outside what this store's
 * buyers do. Models are fitted without them, since their orders follow another rule; they stay on the list, marked, because
 * whether a reseller is a regular is the owner's to say. Without pieces (a file that names none) nobody is marked.
 */
import type { BuyerColumns, Column } from "./mining";

/**
 * How far from the middle, in robust standard deviations of the logarithm (1.4826 × the median distance from the median;
 * Rousseeuw & Croux, JASA 88, 1993). At 4 on both measures nobody of the CDNOW sample's music buyers is marked, and a handful
 * of the Online Retail wholesaler's.
 */
const FAR = 4;
/** Nobody resells what fits into one hand. */
const FEWEST_PIECES = 20;
/** Where most orders are alike the median distance is nearly nothing; a factor e^0.25 is still usual then. */
const LEAST_SPREAD = 0.25;

/** The rows of resellers, ascending. */
export function resellers(buyers: BuyerColumns): Uint32Array {
  const known = [...buyers.units.keys()].filter((row) => buyers.units[row] > 0 && buyers.netMinor[row] > 0 && buyers.orders[row] > 0);
  if (known.length === 0) return new Uint32Array();
  const value = outlying(known.map((row) => Math.log(buyers.netMinor[row] / buyers.orders[row])));
  const pieces = outlying(known.map((row) => Math.log(buyers.units[row] / buyers.orders[row])));
  return Uint32Array.from(
    known.filter((row, at) => value[at] > FAR && pieces[at] > FAR && buyers.units[row] >= FEWEST_PIECES * buyers.orders[row]),
  );
}

/** How many robust standard deviations above the middle each value lies. */
function outlying(values: number[]): Column {
  const middle = median(Float64Array.from(values));
  const spread = Math.max(LEAST_SPREAD, 1.4826 * median(Float64Array.from(values, (one) => Math.abs(one - middle))));
  return Float64Array.from(values, (one) => (one - middle) / spread);
}

function median(values: Float64Array): number {
  const sorted = values.sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
