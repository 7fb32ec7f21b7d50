/** An amount as people type it. */
import { aboutDollars } from "./magnitude";
import { parseMinor, scaleOf, toDecimal } from "./money";

/** Minor units of "5", "5.00" or "5,00"; null for what is no amount of this currency, or could be two. */
export function typedAmount(typed: string, currency: string): bigint | null {
  if (readTwoWays(typed, currency)) return null;
  const text = typed.trim().replace(",", ".");
  const match = /^\d{1,12}(?:\.(\d+))?$/.exec(text);
  return match && (match[1] ?? "").length <= scaleOf(currency) ? parseMinor(text, currency) : null;
}

/**
 * Both ways to write what was typed, where the currency has three digits after the point and "1,500" may be a thousand and a half or one
 * and a half; null where there is no doubt.
 */
export function readTwoWays(typed: string, currency: string): { great: string; small: string } | null {
  const match = scaleOf(currency) === 3 ? /^(\d{1,12}),(\d{3})$/.exec(typed.trim()) : null;
  return match && { great: match[1] + match[2], small: `${match[1]}.${match[2]}` };
}

/** One that could be typed, in the currency's own digits: "25.00", "2500". */
export const exampleAmount = (currency: string): string => toDecimal({ amountMinor: aboutDollars(25n, currency), currency });
