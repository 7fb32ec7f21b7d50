/**
 * Which orders count, decided once for everybody who adds orders up: a buyer's summary after a webhook, mining in the
 * database, mining of a file. It is one text of SQL that PostgreSQL and DuckDB both run, over the columns named below.
 * Nothing is dropped silently: an order that does not count has a reason, the first of the list that applies.
 */

/** In this order; an order's reason is stored and counted by its place in the list, from 1. */
export const LEFT_OUT_REASONS = [
  "could not be read",
  "test order",
  "cancelled",
  "one of our own rewards",
  "staff order",
  "wholesale order",
  "no customer",
  "before 1990",
  "in the future",
  "another currency",
  "nothing was paid",
  "less than nothing was paid",
  "not believable",
] as const;

export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];
export type LeftOut = Partial<Record<LeftOutReason, number>>;

/** Days since 1970-01-01. */
const YEAR_1990 = 7_305;
/** Minor units: ten thousand million of a currency with cents. Far above any order, and sums stay whole in a double. */
export const MOST_BELIEVABLE_MINOR = 1_000_000_000_000;

/**
 * The tags that say an order is no customer's own: what shops and the usual wholesale apps write. Compared in lower case.
 * A discount or a price list alone says nothing: regulars get those too.
 */
export const STAFF_TAGS = ["staff", "employee", "team", "internal"] as const;
export const WHOLESALE_TAGS = ["wholesale", "b2b", "trade", "reseller"] as const;

/**
 * An expression for the reason's place in the list, 0 for an order that counts. The relation it is used over has:
 * buyer_id (null: no customer), day (days since 1970 where the store is; null: unreadable), goods_minor (null: unreadable),
 * currency, and the flags test, cancelled, own_reward, staff, wholesale. A flag that is null counts as false.
 * @param today the last day that may count, as an expression; null: any day may
 * @param currency the one that counts, as an expression
 */
export function reasonSql({ today, currency }: { today: string | null; currency: string }): string {
  const cases: [LeftOutReason, string][] = [
    ["could not be read", "goods_minor IS NULL"],
    ["could not be read", "day IS NULL"],
    ["test order", "test"],
    ["cancelled", "cancelled"],
    ["one of our own rewards", "own_reward"],
    ["staff order", "staff"],
    ["wholesale order", "wholesale"],
    ["no customer", "buyer_id IS NULL"],
    ["before 1990", `day < ${YEAR_1990}`],
    ...(today === null ? [] : [["in the future", `day > ${today}`] as [LeftOutReason, string]]),
    ["another currency", `currency <> ${currency}`],
    ["nothing was paid", "goods_minor = 0"],
    ["less than nothing was paid", "goods_minor < 0"],
    ["not believable", `goods_minor > ${MOST_BELIEVABLE_MINOR}`],
  ];
  return `CASE ${cases.map(([reason, when]) => `WHEN ${when} THEN ${LEFT_OUT_REASONS.indexOf(reason) + 1}`).join(" ")} ELSE 0 END`;
}
