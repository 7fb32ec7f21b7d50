/**
 * Numbers, money, shares and days as people read them, in the store's own locale and time zone. The same on the server and in
 * the browser, whatever the browser's own settings, so that a page does not change when it comes alive.
 */
import { formatMoney, scaleOf } from "~/domain/money/money";

/** Without a currency: what an amount is in travels with the amount, for the store's of today may be another than its programme's. */
export type HowWritten = { locale: string; timeZone: string };
export type MoneyWritten = { locale: string; currency: string };

/** Plain "en" would put the month first; a store that writes so says en-US. */
const dayFirst = (locale: string): string => (locale === "en" ? "en-GB" : locale);

export const count = (value: number, { locale }: Pick<HowWritten, "locale">): string => new Intl.NumberFormat(locale).format(value);

/** "3 December 2026" */
export const day = (iso: string, { locale, timeZone }: Pick<HowWritten, "locale" | "timeZone">): string =>
  new Intl.DateTimeFormat(dayFirst(locale), { day: "numeric", month: "long", year: "numeric", timeZone }).format(new Date(iso));

/** "3 Dec" */
export const shortDay = (iso: string, { locale, timeZone }: Pick<HowWritten, "locale" | "timeZone">): string =>
  new Intl.DateTimeFormat(dayFirst(locale), { day: "numeric", month: "short", timeZone }).format(new Date(iso));

/** "3 Dec, 14:05" */
export const moment = (iso: string, { locale, timeZone }: Pick<HowWritten, "locale" | "timeZone">): string =>
  new Intl.DateTimeFormat(dayFirst(locale), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone }).format(
    new Date(iso),
  );

/** "March 2023" */
export const month = (iso: string, { locale, timeZone }: Pick<HowWritten, "locale" | "timeZone">): string =>
  new Intl.DateTimeFormat(dayFirst(locale), { month: "long", year: "numeric", timeZone }).format(new Date(iso));

/** "£1,408": for axes and headlines; the exact amount stands beside it. */
export function roundMoney(minor: string, { locale, currency }: MoneyWritten): string {
  const whole = Number(minor) / 10 ** scaleOf(currency);
  return new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0, minimumFractionDigits: 0 }).format(whole);
}

/** "£1,408.50" */
export const exactMoney = (minor: string, { locale, currency }: MoneyWritten): string =>
  formatMoney({ amountMinor: BigInt(minor), currency }, locale);

/** "£" */
export function currencySign({ locale, currency }: MoneyWritten): string {
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

/** "31 %" of basis points, rounded to whole per cent; "under 1 %" where that would say none. */
export function percent(basisPoints: number): string {
  if (basisPoints > 0 && basisPoints < 100) return "under 1 %";
  return `${Math.round(basisPoints / 100)} %`;
}

const SHARES: [from: number, to: number, words: string][] = [
  [2_250, 2_750, "a quarter"],
  [3_050, 3_650, "a third"],
  [4_600, 5_400, "half"],
  [6_350, 6_950, "two thirds"],
  [7_250, 7_750, "three quarters"],
];

/** "a third" where that is near enough to say so, else "41 %". */
export function shareInWords(basisPoints: number): string {
  const fitting = SHARES.find(([from, to]) => basisPoints >= from && basisPoints <= to);
  return fitting ? fitting[2] : percent(basisPoints);
}

export const plural = (amount: number, one: string, many: string): string => (amount === 1 ? one : many);

/** What was typed for an amount could be two. */
export const twoWays = (typed: string, { great, small }: { great: string; small: string }): string =>
  `“${typed}” could be two amounts. Write ${great} or ${small}.`;
