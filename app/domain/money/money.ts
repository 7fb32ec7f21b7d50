/**
 * Money as integer minor units of a currency; the scale (JPY 0, USD 2, KWD 3) comes from Intl, never from a table of
 * ours. Nothing here uses floating point for amounts.
 */
import { invariant } from "../invariant";

export type Money = { amountMinor: bigint; currency: string };

const scales = new Map<string, number>();

/** Digits after the point in this ISO 4217 currency. Throws RangeError for what is no currency code. */
export function scaleOf(currency: string): number {
  let scale = scales.get(currency);
  if (scale === undefined) {
    scale = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    scales.set(currency, scale);
  }
  return scale;
}

/**
 * Parses a decimal string as Shopify sends it ("12.50", "-3", "7.000") to minor units.
 * Throws when it is no decimal or has digits below the currency's smallest unit.
 */
export function parseMinor(decimal: string, currency: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim());
  if (!match) throw new Error(`"${decimal}" is not a decimal amount`);
  const scale = scaleOf(currency);
  const [, sign, whole, fraction = ""] = match;
  const kept = fraction.slice(0, scale).padEnd(scale, "0");
  if (/[1-9]/.test(fraction.slice(scale))) throw new Error(`"${decimal}" has more digits than ${currency} allows`);
  const amount = BigInt(whole + kept);
  return sign ? -amount : amount;
}

/** The decimal string Shopify expects: 1250n USD → "12.50". */
export function toDecimal({ amountMinor, currency }: Money): string {
  const scale = scaleOf(currency);
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(scale + 1, "0");
  const text = scale ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
  return amountMinor < 0n ? `-${text}` : text;
}

/**
 * A share in basis points (1000 = 10 %), rounded down to the minor unit, towards zero: what we promise is never
 * more than the rate says.
 */
export function shareOf(amountMinor: bigint, basisPoints: number): bigint {
  invariant(Number.isInteger(basisPoints), "basis points are whole numbers");
  return (amountMinor * BigInt(basisPoints)) / 10_000n;
}

/** Making one costs as much as writing a thousand amounts with it; there are as many as locales and currencies in use. */
const formats = new Map<string, Intl.NumberFormat>();

/** For people: "£4.20", in the given locale. Exact: Intl is given the decimal string. */
export const formatMoney = (money: Money, locale = "en"): string => format(money, locale, "auto");

/** The same where nothing is reckoned with, in an example: "£4" for an amount without pence. */
export const formatRoundMoney = (money: Money, locale = "en"): string => format(money, locale, "stripIfInteger");

function format(money: Money, locale: string, trailingZeroDisplay: "auto" | "stripIfInteger"): string {
  const { currency } = money;
  const key = `${locale} ${currency} ${trailingZeroDisplay}`;
  let known = formats.get(key);
  if (!known) formats.set(key, (known = new Intl.NumberFormat(locale, { style: "currency", currency, trailingZeroDisplay })));
  return known.format(toDecimal(money) as unknown as number);
}
