/**
 * How amounts and days are written for people: exact money beside its text (a loader's JSON knows no bigint), and days in
 * the shop's own time zone.
 */
import { formatMoney } from "../money/money";

export type ShownMoney = { text: string; minor: string };

export type Place = { currency: string; locale: string; timeZone: string };

export const showMoney = (amountMinor: bigint, { currency, locale }: Pick<Place, "currency" | "locale">): ShownMoney => ({
  text: formatMoney({ amountMinor, currency }, locale),
  minor: String(amountMinor),
});

/** "12.5%", in French "12,5 %", in Arabic from the right: where the sign stands, and what it is, is the language's to say. */
export const showPercent = (basisPoints: number, { locale }: Pick<Place, "locale">, mostDigits = 2): string =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: mostDigits }).format(basisPoints / 10_000);

/** "3 December", with the year when it is not this one. */
export function showDay(day: Date, now: Date, { locale, timeZone }: Pick<Place, "locale" | "timeZone">): string {
  const yearOf = (date: Date) => new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(date);
  const year = yearOf(day) === yearOf(now) ? undefined : ("numeric" as const);
  const written = new Intl.DateTimeFormat(dayFirst(locale), { day: "numeric", month: "long", year, timeZone }).format(day);
  // The one ordinal among the days, which Intl does not know: "1er décembre".
  return locale.startsWith("fr") ? written.replace(/^1 /, "1er ") : written;
}

/** Plain "en" would put the month first; a shop that writes so says en-US. */
const dayFirst = (locale: string): string => (locale === "en" ? "en-GB" : locale);
