/**
 * Arithmetic on integer minor units: how amounts are rounded, shared out and written. Everything here is exact, since the
 * app's ledger is checked against the emulator's books to 0 minor units.
 */
import type { Minor } from "../books.ts";

/** What each currency's unit is made of, as Shopify reckons: the emulator's own statement, taken from nobody. Two digits unless it stands here. */
const DIGITS: Record<string, number> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0 },
  ...{ BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
};

/** Decimal places of a currency: JPY 0, GBP 2, KWD 3. Throws on what is no ISO 4217 code. */
export function scaleOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`${currency} is no currency code`);
  return DIGITS[currency] ?? 2;
}

/** "12.30", as Shopify writes money: always the currency's full scale ("1230" for JPY). */
export function decimalOf(minor: Minor, currency: string): string {
  const scale = scaleOf(currency);
  const digits = String(Math.abs(minor)).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return (minor < 0 ? "-" : "") + (scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`);
}

const formats = new Map<string, Intl.NumberFormat>();

/** "£12.30", for texts a shopper reads. */
export function moneyText(minor: Minor, currency: string): string {
  let format = formats.get(currency);
  if (!format) {
    const digits = { minimumFractionDigits: scaleOf(currency), maximumFractionDigits: scaleOf(currency) };
    formats.set(currency, (format = new Intl.NumberFormat("en-GB", { style: "currency", currency, ...digits })));
  }
  return format.format(Number(decimalOf(minor, currency)));
}

/** a × b ÷ c, halves away from zero; exact for any safe integers. c must be positive. */
export function multiplyDivide(a: number, b: number, c: number): Minor {
  if (!(c > 0)) throw new Error(`cannot share out over ${c}`);
  const sign = a < 0 !== b < 0 ? -1 : 1;
  const product = Math.abs(a) * Math.abs(b);
  if (product <= Number.MAX_SAFE_INTEGER / 2 - c) return sign * Math.floor((product * 2 + c) / (c * 2)) || 0;
  const exact = (BigInt(Math.abs(a)) * BigInt(Math.abs(b)) * 2n + BigInt(c)) / (BigInt(c) * 2n);
  return sign * Number(exact) || 0;
}

const MILLIONTHS = 1_000_000;

/** A fraction (0.15) of an amount, halves away from zero. Fractions count to six decimals. */
export function fractionOf(minor: Minor, fraction: number): Minor {
  return multiplyDivide(minor, Math.round(fraction * MILLIONTHS), MILLIONTHS);
}

/** The tax inside an amount that includes it, at a rate such as 0.2. */
export function taxWithin(minor: Minor, rate: number): Minor {
  const millionths = Math.round(rate * MILLIONTHS);
  return multiplyDivide(minor, millionths, MILLIONTHS + millionths);
}

/**
 * Shares `total` out by weight so that the parts add up exactly: everyone gets the rounded-down share, the units left
 * over go to the largest remainders, earlier ones first. No part exceeds its weight while total ≤ Σ weights.
 */
export function allocate(total: Minor, weights: Minor[]): Minor[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (total === 0 || sum === 0) {
    if (total !== 0) throw new Error(`cannot share ${total} out over nothing`);
    return weights.map(() => 0);
  }
  const bigTotal = BigInt(total);
  const bigSum = BigInt(sum);
  const rests: { index: number; rest: bigint }[] = [];
  let left = total;
  const parts = weights.map((weight, index) => {
    const product = bigTotal * BigInt(weight);
    const part = Number(product / bigSum);
    rests.push({ index, rest: product % bigSum });
    left -= part;
    return part;
  });
  rests.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of rests.slice(0, left)) parts[index] += 1;
  return parts;
}

/** What the first `units` of `quantity` units carry of `total`. Differences of it add up exactly, in whatever steps units leave. */
export function valueOfFirst(units: number, quantity: number, total: Minor): Minor {
  return quantity === 0 ? 0 : multiplyDivide(total, units, quantity);
}

/** Shop money in the buyer's currency. `rate` is presentment units per shop unit as a decimal string ("1.1734", "187"). */
export function convert(minor: Minor, from: string, to: string, rate: string): Minor {
  if (from === to && rate === "1") return minor;
  const match = /^(\d+)(?:\.(\d+))?$/.exec(rate);
  if (!match || /^0*$/.test(match[1] + (match[2] ?? "")))
    throw new Error(`a presentment rate is a positive decimal such as "1.17", not "${rate}"`);
  const decimals = match[2] ?? "";
  const scaleUp = scaleOf(to) - scaleOf(from) - decimals.length;
  const product = BigInt(Math.abs(minor)) * BigInt(match[1] + decimals);
  const divisor = 10n ** BigInt(Math.max(0, -scaleUp));
  const exact = (product * 10n ** BigInt(Math.max(0, scaleUp)) * 2n + divisor) / (divisor * 2n);
  return (minor < 0 ? -1 : 1) * Number(exact) || 0;
}
