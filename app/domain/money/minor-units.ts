/**
 * How many digits after the point a currency has: what a stored amount means. Pinned here, as Shopify reckons (its own table for money,
 * `subunit_to_unit`, which follows ISO 4217), since the platform's Intl says what people usually write, in another version something
 * else: no digits for COP, IDR, PKR or HUF, while Shopify sends "849.15". MGA and MRU are fifths by right; nobody sends those.
 * HUF has two: ISO's and that table's, and two digits lose nothing of whatever is sent. To change a line here once shops are live
 * is to change what their rows mean: it takes a migration of every amount in that currency.
 */
const NONE = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];
const THREE = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

const USUAL = 2;

const digits = new Map<string, number>([...NONE.map((code) => [code, 0] as const), ...THREE.map((code) => [code, 3] as const)]);

/** Digits after the point in this currency, by its ISO 4217 code. Throws RangeError for what is no currency code. */
export function scaleOf(currency: string): number {
  if (!/^[A-Z]{3}$/i.test(currency)) throw new RangeError(`"${currency}" is no currency code`);
  return digits.get(currency.toUpperCase()) ?? USUAL;
}
