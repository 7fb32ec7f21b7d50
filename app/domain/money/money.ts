/**
 * Money as integer minor units of a currency; how many digits that is (JPY 0, USD 2, KWD 3) is said in one table (minor-units.ts), for
 * what is stored and for what people read. Nothing here uses floating point for amounts.
 */
import { invariant } from "../invariant";
import { scaleOf } from "./minor-units";

export { scaleOf } from "./minor-units";

export type Money = { amountMinor: bigint; currency: string };

/**
 * Parses a decimal string as Shopify sends it ("12.50", "-3", "7.000") to minor units. Digits below the smallest unit are no reason to
 * stop an order for ever: they are rounded down, towards less, so that the base amount (PLATFORM.md, section 7) never comes to more than
 * Shopify says. Throws when it is no decimal.
 */
export function parseMinor(decimal: string, currency: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim());
  if (!match) throw new Error(`"${decimal}" is not a decimal amount`);
  const scale = scaleOf(currency);
  const [, sign, whole, fraction = ""] = match;
  const kept = fraction.slice(0, scale).padEnd(scale, "0");
  const amount = BigInt(whole + kept);
  if (!sign) return amount;
  return /[1-9]/.test(fraction.slice(scale)) ? -amount - 1n : -amount;
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

/** The digits are the table's, so that server and every browser write one amount alike. */
function format(money: Money, locale: string, trailingZeroDisplay: "auto" | "stripIfInteger"): string {
  const { currency } = money;
  const key = `${locale} ${currency} ${trailingZeroDisplay}`;
  let known = formats.get(key);
  if (!known) {
    const [minimumFractionDigits, maximumFractionDigits] = [scaleOf(currency), scaleOf(currency)];
    known = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      minimumFractionDigits,
      maximumFractionDigits,
      trailingZeroDisplay,
    });
    formats.set(key, known);
  }
  return known.format(toDecimal(money) as unknown as number);
}
