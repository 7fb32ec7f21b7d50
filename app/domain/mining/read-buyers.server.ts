/**
 * Reads a history into columns, whoever holds it: cleans (buyer/what-counts.ts), finds the horizon, and adds up each buyer
 * before and after the days that Periods name (buyer-sums.ts). PostgreSQL and DuckDB run the same statement, once, and every
 * order passes through it; the only thing a reader brings is the relation of orders.
 */
import type { HistoryEngine } from "~/ports/history";
import { LEFT_OUT_REASONS, reasonSql, type LeftOut } from "../buyer/what-counts";
import type { BuyerIds } from "./buyer-numbers";
import { OrdersTaken, type Further } from "./buyer-sums";
import type { BuyerColumns } from "./mining";
import { choosePeriods, type AskedPeriods, type Period, type Periods } from "./periods";

const COUNTS = 0;
/** An order that came to nothing is no spend, but the buyer was there that day: models of coming and staying away count it. */
const NOTHING_PAID = LEFT_OUT_REASONS.indexOf("nothing was paid") + 1;

/**
 * Which of the further columns the relation has: ordered_minor (what was first ordered), units (pieces), gift. What a history
 * does not tell is not read.
 */
export type Tells = { ordered: boolean; units: boolean; gifts: boolean };

export type ReadHistory = {
  /** A SELECT with the columns of buyer/what-counts.ts and those of `tells`; any order of rows. */
  relation: string;
  /** Whether its buyer_id is a whole number that a double holds, or a text. */
  buyerIds: "numbers" | "texts";
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
  /** Row i is the buyer ids[i]; in the order of the ids. */
  buyers: BuyerColumns;
  ids: BuyerIds;
};

/**
 * Outcomes: the columns; "nothing counts" when no order does, with what was left out.
 * @throws RangeError in a sentence when the periods asked for leave nothing
 */
export async function readBuyers(
  engine: HistoryEngine,
  history: ReadHistory,
): Promise<({ outcome: "read" } & ReadBuyers) | { outcome: "nothing counts"; orders: number; leftOut: LeftOut }> {
  const further = furtherOf(history.tells);
  const taken = new OrdersTaken(further.map(([name]) => name));
  const counts = new Float64Array(LEFT_OUT_REASONS.length + 1);
  const horizon: Period = { from: Infinity, to: -Infinity };
  for await (const piece of engine.pieces(ordersOf(history, further))) {
    const [reasons, days] = piece.columns;
    const there = new Uint32Array(piece.size);
    let visits = 0;
    for (let row = 0; row < piece.size; row++) {
      const reason = reasons[row];
      counts[reason]++;
      if (reason === COUNTS || reason === NOTHING_PAID) there[visits++] = row;
      if (reason === COUNTS && days[row] < horizon.from) horizon.from = days[row];
      if (reason === COUNTS && days[row] > horizon.to) horizon.to = days[row];
    }
    taken.take(piece, there.subarray(0, visits));
  }
  const orders = counts.reduce((sum, one) => sum + one, 0);
  const leftOut: LeftOut = Object.fromEntries(LEFT_OUT_REASONS.map((reason, at) => [reason, counts[at + 1]]).filter(([, count]) => count));
  if (counts[COUNTS] === 0) return { outcome: "nothing counts", orders, leftOut };
  const periods = choosePeriods(horizon, history.asked);
  return { outcome: "read", orders, leftOut, periods, ...taken.sums(periods) };
}

const furtherOf = ({ ordered, units, gifts }: Tells): [Further, expression: string][] => [
  ...(ordered ? [["orderedMinor", "ordered_minor"] as [Further, string]] : []),
  ...(units ? [["units", "units"] as [Further, string]] : []),
  ...(gifts ? [["gifts", "CASE WHEN gift THEN 1 ELSE 0 END"] as [Further, string]] : []),
];

/** Every order: whose, the reason's place in the list or 0, the day, goods, what else the history tells; doubles hold all of it exactly (mining.ts). */
function ordersOf({ relation, buyerIds, currency, today }: ReadHistory, further: [Further, string][]): string {
  const number = (expression: string, ifNull: string): string => `coalesce((${expression})::double precision, ${ifNull})`;
  return `
  SELECT ${buyerIds === "numbers" ? number("buyer_id", "0") : "coalesce(buyer_id, '')"}, ${number("reason", "0")}, ${number("day", "0")}, ${number("goods_minor", "0")}
    ${further.map(([, expression]) => `, ${number(expression, "'NaN'::double precision")}`).join("")}
  FROM (SELECT h.*, ${reasonSql({ today: String(today), currency })} AS reason FROM (${relation}) h) judged`;
}
