/**
 * Why somebody is on the list and what may be expected of them, in a shop owner's words: two sentences, the first of facts, the
 * second as careful as the level allows. The facts are stored with the ranking; the sentences are written from them, so that
 * they can be written again, and in another language.
 */
import { formatMoney, scaleOf } from "../money/money";
import type { Forecast } from "./forecast";
import type { Level } from "./mining";

/** Days since 1970; money in minor units. */
export type ReasonFacts = {
  orders: number;
  netSpendMinor: bigint;
  firstDay: number;
  lastDay: number;
  /** When the ranking was made: "12 days ago" is counted from here. */
  asOfDay: number;
  /** How many of 100 buyers ordered on fewer days than this one, rounded down. */
  ordersMoreThan: number;
  /** The collection that holds most of their spend, when it holds at least a third of it. */
  favourite: string | null;
  gifts: number;
  reseller: boolean;
};

export type Written = { currency: string; locale?: string };

/** One line, e.g. "9 orders since March 2024, last 12 days ago, about £41 each, mostly Kitchen; often sends gifts." */
export function writeReason(facts: ReasonFacts, { currency, locale = "en" }: Written): string {
  const each = about(facts.netSpendMinor / BigInt(Math.max(1, facts.orders)), currency, locale);
  const parts =
    facts.orders === 1
      ? [`One order, ${ago(facts)}, for about ${each}`]
      : [`${facts.orders} orders since ${monthOf(facts.firstDay, locale)}, last ${ago(facts)}`, `about ${each} each`];
  if (facts.favourite) parts.push(`mostly ${facts.favourite}`);
  let sentence = parts.join(", ");
  if (facts.gifts >= 2 && facts.gifts * 3 >= facts.orders) sentence += "; often sends gifts";
  if (facts.reseller) sentence += "; buys like a reseller";
  else if (facts.ordersMoreThan >= 50) sentence += `; orders more often than ${facts.ordersMoreThan} in 100 buyers`;
  return `${sentence}.`;
}

/**
 * The second sentence. With forecasts: how many like this one still buy, rounded to what is known, and a range of orders that
 * holds for 90 of 100; without: that it is not known, and why not.
 */
export function writeOutlook(level: Level, forecast: Forecast | null, weeks: number): string {
  if (level === "past spend" || !forecast) return "Too little is known yet to say who will come back, so the list goes by what was spent.";
  if (level === "order only")
    return "How likely they are to come back cannot be said for a store like this yet; the list puts those first who seem to.";
  const wide = level === "wide forecasts";
  return `${stillBuying(forecast.pAlive, wide)}; ${wide ? "very roughly, " : ""}expect ${ordersInWords(forecast)} in the next ${spanInWords(weeks)}.`;
}

/** To the nearest 5 of 100; with wide ranges to the nearest 1 of 10: no more is known. */
function stillBuying(pAlive: number, wide: boolean): string {
  if (pAlive >= 0.975) return "Nearly everybody with such a history still buys";
  if (pAlive < 0.05) return "Hardly anybody with such a history still buys";
  const share = wide ? `${Math.min(9, Math.max(1, Math.round(pAlive * 10)))} in 10` : `${Math.round(pAlive * 20) * 5} in 100`;
  return `About ${share} people with such a history still buy`;
}

function ordersInWords({ orders: { low, high } }: Forecast): string {
  if (high === 0) return "no order";
  if (low === 0) return high === 1 ? "one order at most" : `up to ${high} orders`;
  return low === high ? `about ${low} ${low === 1 ? "order" : "orders"}` : `${low} to ${high} orders`;
}

/** "6 months", "a year", "10 weeks" */
export function spanInWords(weeks: number): string {
  if (weeks === 52) return "year";
  return weeks % 13 === 0 ? `${(weeks / 13) * 3} months` : weeks === 1 ? "week" : `${weeks} weeks`;
}

/** By locale: a list of all buyers says a month for each of them. */
const months = new Map<string, Intl.DateTimeFormat>();

/** "March 2024": what an invitation may kindly say. */
export function monthOf(day: number, locale: string): string {
  let format = months.get(locale);
  if (!format) months.set(locale, (format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" })));
  return format.format(day * 86_400_000);
}

function ago({ asOfDay, lastDay }: ReasonFacts): string {
  const days = Math.max(0, asOfDay - lastDay);
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 60) return `${days} days ago`;
  const months = Math.round(days / 30.44);
  return months < 24 ? `${months} months ago` : `${Math.floor(months / 12)} years ago`;
}

/** To the whole unit from 10 units up: an average needs no pence. Without a currency's sign where a file names none. */
function about(amountMinor: bigint, currency: string, locale: string): string {
  const unit = 10n ** BigInt(scaleOf(currency));
  const rounded = amountMinor >= 10n * unit ? ((amountMinor + unit / 2n) / unit) * unit : amountMinor;
  return formatMoney({ amountMinor: rounded, currency }, locale)
    .replace(/[.,]00$/, "")
    .replace(/^¤\s*/, "");
}
