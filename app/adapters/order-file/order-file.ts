/**
 * What every reader of a file of orders gives: one relation in the columns that cleaning and mining speak of
 * (domain/buyer/what-counts.ts), as SQL for DuckDB. Which lines count is decided there; here is only what a format means.
 */
import { scaleOf } from "~/domain/money/money";
import type { ReadHistory, Tells } from "~/domain/mining/read-buyers.server";
import { STAFF_TAGS, WHOLESALE_TAGS } from "~/domain/buyer/what-counts";

/** ISO 4217's "no currency": for a file that names none. */
export const NO_CURRENCY = "XXX";

export type FileFormat = "Shopify bulk JSONL" | "order JSONL" | "Shopify order export" | "CSV";

export type OrderRelation = {
  format: FileFormat;
  /** A SELECT with buyer_id, day, goods_minor, currency, the flags, and the columns of `tells`. */
  relation: string;
  buyerIds: ReadHistory["buyerIds"];
  tells: Tells;
  /** Whether line items were read as lines of their own. */
  withLines: boolean;
  /** The currency that counts. */
  currency: string;
  /** Said in the report: what was taken for a buyer, a day and an amount. */
  readAs: string;
};

/** `withLines`: line items are in the file though its beginning and end show none. */
export type ReadingOptions = { currency?: string; timeZone: string; withLines?: boolean };

/** A file that cannot be mined, in a sentence that says what to do. */
export class OrderFileProblem extends Error {}

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const named = (column: string): string => `"${column.replaceAll('"', '""')}"`;

/** Minor units of a decimal text; null where it is none. Digits below the smallest unit are rounded half away from zero. */
export function minorOf(amount: string, currency: string): string {
  const scale = scaleOf(currency);
  return `(try_cast(${amount} AS DECIMAL(18, ${scale})) * ${10 ** scale})::BIGINT`;
}

/**
 * Days since 1970 of a moment's text. In UTC, or where the text carries an offset of its own ("2024-03-02 10:00:00 +0100"), the
 * day as it is written; else the day it was then in the store's time zone.
 */
export function dayOf(moment: string, { timeZone, asWritten }: { timeZone: string; asWritten: boolean }): string {
  const date =
    asWritten || timeZone === "UTC"
      ? `try_cast(${moment} AS DATE)`
      : `(try_cast(${moment} AS TIMESTAMPTZ) AT TIME ZONE ${quoted(timeZone)})::DATE`;
  return `(${date} - DATE '1970-01-01')::INTEGER`;
}

/** `tags`: an expression for a list of text. The third is what our own rewards are tagged with when they are sent as orders. */
export const tagFlags = (tags: string): string => {
  const has = (wanted: readonly string[]): string =>
    `coalesce(list_has_any(list_transform(${tags}, tag -> lower(trim(tag))), [${wanted.map(quoted).join(", ")}]), false)`;
  return `${has(STAFF_TAGS)} AS staff, ${has(WHOLESALE_TAGS)} AS wholesale, ${has([OWN_REWARD_TAG])} AS own_reward`;
};
export const NO_TAGS = "false AS staff, false AS wholesale, false AS own_reward";

/** As our own rewards are tagged. */
const OWN_REWARD_TAG = "regulars reward";

/** True where two names are both there and differ. */
export const giftSql = (shipsTo: string, bills: string): string =>
  `coalesce(lower(trim(${shipsTo})) <> lower(trim(${bills})) AND trim(${shipsTo}) <> '' AND trim(${bills}) <> '', false)`;

/** The most frequent of some values; null of none. */
export function commonest(values: Iterable<string>): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: string | null = null;
  for (const [value, count] of counts) if (best === null || count > counts.get(best)!) best = value;
  return best;
}
