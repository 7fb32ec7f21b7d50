/**
 * Reads a history into columns, whoever holds it: cleans (buyer/what-counts.ts), makes one purchase of a buyer's orders of a
 * day, finds the horizon, and adds up each buyer before and after the days that Periods name. PostgreSQL and DuckDB run the
 * same statements; the only thing a reader brings is the relation of orders.
 */
import type { HistoryEngine } from "~/ports/history";
import { LEFT_OUT_REASONS, reasonSql, type LeftOut } from "../buyer/what-counts";
import type { BuyerColumns } from "./mining";
import { choosePeriods, type AskedPeriods, type Period, type Periods } from "./periods";

/** An order that came to nothing is no spend, but the buyer was there that day: models of coming and staying away count it. */
const NOTHING_PAID = LEFT_OUT_REASONS.indexOf("nothing was paid") + 1;
/**
 * The first day's spend is found as the smallest of (day, spend) written as one number: two engines have no common word for
 * "the value at the smallest". A day's spend stays far below this (what-counts: not believable), days below 2^16.
 */
const A_DAY = 2n ** 46n;

/** Amounts are added up as doubles, which hold them exactly (mining.ts): PostgreSQL keeps a sum of bigints as a number without end. */
const sum = (column: string): string => `sum(${column}::double precision)`;

/**
 * Which of the further columns the relation has: ordered_minor (what was first ordered), units (pieces), gift. What a history
 * does not tell is not added up: over ten million orders each sum costs half a second.
 */
export type Tells = { ordered: boolean; units: boolean; gifts: boolean };

export type ReadHistory = {
  /** A SELECT with the columns of buyer/what-counts.ts and those of `tells`; any order of rows. */
  relation: string;
  tells: Tells;
  /** The currency that counts, as an expression. */
  currency: string;
  /** The last day that may count: later orders are left out as in the future. Days since 1970. */
  today: number;
  asked?: AskedPeriods;
};

export type ReadBuyers = {
  orders: number;
  leftOut: LeftOut;
  periods: Periods;
  /** Row i is the buyer whose history_buyer.place is i. */
  buyers: BuyerColumns;
};

/**
 * Leaves the table history_buyer behind, with buyer_id by place.
 * Outcomes: the columns; "nothing counts" when no order does, with what was left out.
 * @throws RangeError in a sentence when the periods asked for leave nothing
 */
export async function readBuyers(
  engine: HistoryEngine,
  history: ReadHistory,
): Promise<({ outcome: "read" } & ReadBuyers) | { outcome: "nothing counts"; orders: number; leftOut: LeftOut }> {
  await engine.keep("history_purchase", purchases(history));
  const { orders, leftOut, horizon } = await readHorizon(engine);
  if (!horizon) return { outcome: "nothing counts", orders, leftOut };
  const periods = choosePeriods(horizon, history.asked);
  await engine.keep("history_buyer", buyersBetween(periods, history.tells));
  await engine.drop("history_purchase");
  return { outcome: "read", orders, leftOut, periods, buyers: await readColumns(engine) };
}

/** A row for each buyer and day, under the day's number; and a row for each reason, under minus the reason's, for what is left out. */
const purchases = ({ relation, tells, currency, today }: ReadHistory): string => {
  const further = [
    ...(tells.ordered ? [["ordered_minor", `${sum("ordered_minor")}::bigint`]] : []),
    ...(tells.units ? [["units", `${sum("units")}::bigint`]] : []),
    ...(tells.gifts ? [["gift", "count(*) FILTER (WHERE gift)"]] : []),
  ];
  const counts = `reason IN (0, ${NOTHING_PAID})`;
  return `
  SELECT buyer_id, key, count(*) AS seen, count(*) FILTER (WHERE reason = 0) AS orders, ${sum("goods_minor")}::bigint AS goods_minor
    ${further.map(([column, sum]) => `, ${sum} AS ${column}`).join("")}
  FROM (
    SELECT CASE WHEN ${counts} THEN buyer_id END AS buyer_id, CASE WHEN ${counts} THEN day ELSE -reason END AS key, reason, goods_minor
      ${further.map(([column]) => `, ${column}`).join("")}
    FROM (SELECT h.*, ${reasonSql({ today: String(today), currency })} AS reason FROM (${relation}) h) judged
  ) kept GROUP BY buyer_id, key`;
};

async function readHorizon(engine: HistoryEngine): Promise<{ orders: number; leftOut: LeftOut; horizon: Period | null }> {
  const reasons = await engine.rows(`SELECT key, ${sum("seen")} FROM history_purchase WHERE key < 0 GROUP BY key ORDER BY key DESC`);
  const [[rows, kept, from, to]] = await engine.rows(
    `SELECT ${sum("seen")}, ${sum("orders")} FILTER (WHERE key > 0), min(key) FILTER (WHERE orders > 0 AND key > 0),
       max(key) FILTER (WHERE orders > 0 AND key > 0) FROM history_purchase`,
  );
  const leftOut: LeftOut = {};
  let left = 0;
  for (const [key, count] of reasons) {
    leftOut[LEFT_OUT_REASONS[-Number(key) - 1]] = Number(count);
    left += Number(count);
  }
  const nothingPaid = Number(rows ?? 0) - Number(kept ?? 0) - left;
  if (nothingPaid > 0) leftOut["nothing was paid"] = nothingPaid;
  return { orders: Number(rows ?? 0), leftOut, horizon: from === null || to === null ? null : { from: Number(from), to: Number(to) } };
}

const buyersBetween = ({ asOf, calibration, test }: Periods, tells: Tells): string => {
  const [before, after] = [`key <= ${calibration.to}`, test ? `key BETWEEN ${test.from} AND ${test.to}` : "false"];
  const unknown = "NULL::bigint";
  return `
  SELECT row_number() OVER (ORDER BY buyer_id) - 1 AS place, s.* FROM (
    SELECT buyer_id, ${sum("orders")}::bigint AS orders, count(*) AS days, max(key) AS last_day, ${sum("goods_minor")}::bigint AS net_minor,
      ${tells.ordered ? `${sum("ordered_minor")}::bigint` : unknown} AS ordered_minor, ${tells.gifts ? `${sum("gift")}::bigint` : unknown} AS gifts,
      ${tells.units ? `${sum("units")}::bigint` : unknown} AS units, min(key * ${A_DAY}::bigint + goods_minor) AS first_packed,
      count(*) FILTER (WHERE ${before}) AS days_before, max(key) FILTER (WHERE ${before}) AS last_day_before,
      ${sum("goods_minor")} FILTER (WHERE ${before})::bigint AS net_minor_before,
      count(*) FILTER (WHERE ${after}) AS days_after, ${sum("goods_minor")} FILTER (WHERE ${after})::bigint AS net_minor_after
    FROM history_purchase WHERE key BETWEEN 1 AND ${asOf} GROUP BY buyer_id
  ) s`;
};

const COLUMNS: Record<Exclude<keyof BuyerColumns, "size">, string> = {
  orders: "orders",
  days: "days",
  firstDay: "first_packed >> 46",
  lastDay: "last_day",
  netMinor: "net_minor",
  firstNetMinor: `first_packed & ${A_DAY - 1n}`,
  orderedMinor: "ordered_minor",
  gifts: "coalesce(gifts, 0)",
  units: "units",
  daysBefore: "days_before",
  lastDayBefore: "coalesce(last_day_before, 0)",
  netMinorBefore: "coalesce(net_minor_before, 0)",
  daysAfter: "days_after",
  netMinorAfter: "coalesce(net_minor_after, 0)",
};

async function readColumns(engine: HistoryEngine): Promise<BuyerColumns> {
  const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
  const list = names.map((name) => `(${COLUMNS[name]})::double precision`).join(", ");
  const [[count]] = await engine.rows("SELECT count(*)::double precision FROM history_buyer");
  const size = Number(count);
  const columns = await engine.columns(`SELECT ${list} FROM history_buyer ORDER BY place`, size);
  return { size, ...(Object.fromEntries(names.map((name, at) => [name, columns[at]])) as Omit<BuyerColumns, "size">) };
}
