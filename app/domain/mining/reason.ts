/**
 * Why somebody is on the list, in a shop owner's words. The facts are stored with the ranking; the sentence is written
 * from them, so that it can be written again, and in another language.
 */
import { formatMoney } from "../money/money";

/** Plain JSON: stored as it is. Money in minor units as text, times as ISO 8601. */
export type ReasonFacts = {
  orders: number;
  netSpendMinor: string;
  firstOrderAt: string;
  lastOrderAt: string;
  /** When the ranking was made: "12 days ago" is counted from here. */
  minedAt: string;
  /** How many of 100 buyers ordered less often than this one, rounded down. */
  ordersMoreThan: number;
  /** The collection that holds most of their spend, when it holds at least a third of it. */
  favourite: string | null;
  gifts: number;
};

const DAY_MS = 86_400_000;

/** One line, e.g. "9 orders since March 2024, last 12 days ago, about £41 each, mostly Kitchen; sends gifts." */
export function writeReason(facts: ReasonFacts, { currency, locale = "en" }: { currency: string; locale?: string }): string {
  const each = formatMoney(
    { amountMinor: roundToWhole(BigInt(facts.netSpendMinor) / BigInt(facts.orders), currency), currency },
    locale,
  ).replace(/[.,]00$/, "");
  const parts =
    facts.orders === 1
      ? [`One order, ${ago(facts)}, for about ${each}`]
      : [`${facts.orders} orders since ${monthOf(facts.firstOrderAt, locale)}, last ${ago(facts)}`, `about ${each} each`];
  if (facts.favourite) parts.push(`mostly ${facts.favourite}`);
  let sentence = parts.join(", ");
  if (facts.gifts >= 2 && facts.gifts * 3 >= facts.orders) sentence += "; often sends gifts";
  if (facts.ordersMoreThan >= 50) sentence += `; orders more often than ${facts.ordersMoreThan} in 100 buyers`;
  return `${sentence}.`;
}

/** "March 2024": what an invitation may kindly say. */
export const monthOf = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(iso));

function ago(facts: ReasonFacts): string {
  const days = Math.max(0, Math.floor((Date.parse(facts.minedAt) - Date.parse(facts.lastOrderAt)) / DAY_MS));
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 60) return `${days} days ago`;
  const months = Math.round(days / 30.44);
  return months < 24 ? `${months} months ago` : `${Math.floor(months / 12)} years ago`;
}

/** To the whole unit from 10 units up: an average needs no pence. */
function roundToWhole(amountMinor: bigint, currency: string): bigint {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const unit = 10n ** BigInt(digits);
  return amountMinor >= 10n * unit ? ((amountMinor + unit / 2n) / unit) * unit : amountMinor;
}
