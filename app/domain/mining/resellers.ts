/**
 * Buyers who buy like a reseller: both what an order is worth and how many pieces it holds lie far outside what this store's
 * buyers do. Models are fitted without them, since their orders follow another rule; they stay on the list, marked, because
 * whether a reseller is a regular is the owner's to say. Without pieces (a file that names none) nobody is marked.
 */
import type { BuyerColumns, Column } from "./mining";
import { rowsOf } from "./order-rows";

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
export function resellers({ size, units, netMinor, orders }: BuyerColumns): Uint32Array {
  const known = rowsOf(size).filter((row) => units[row] > 0 && netMinor[row] > 0 && orders[row] > 0);
  if (known.length === 0) return new Uint32Array();
  const value = outlying(perOrder(netMinor, orders, known));
  const pieces = outlying(perOrder(units, orders, known));
  return known.filter((row, at) => value[at] > FAR && pieces[at] > FAR && units[row] >= FEWEST_PIECES * orders[row]);
}

/** The logarithm of what one order holds, for each of these rows. */
function perOrder(column: Column, orders: Column, rows: Uint32Array): Column {
  const values = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) values[at] = Math.log(column[rows[at]] / orders[rows[at]]);
  return values;
}

/** How many robust standard deviations above the middle each value lies. */
function outlying(values: Column): Column {
  const middle = median(values);
  const spread = Math.max(LEAST_SPREAD, 1.4826 * median(values.map((one) => Math.abs(one - middle))));
  return values.map((one) => (one - middle) / spread);
}

function median(values: Column): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
