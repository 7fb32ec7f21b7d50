/**
 * Mines one file: opens it, reads it into columns, lets the same mining work as in a store, and names the best. No database and
 * no store is needed.
 */
import { childrenIn } from "~/adapters/order-file/bulk-jsonl";
import { firstUnreadableCsv, firstUnreadableJson, type Unreadable } from "~/adapters/order-file/first-unreadable.server";
import { openOrderFile, type OpenOrderFile } from "~/adapters/order-file/open-order-file.server";
import { OrderFileProblem, quoted } from "~/adapters/order-file/order-file";
import type { LeftOut } from "~/domain/buyer/what-counts";
import type { BuyerIds } from "~/domain/mining/buyer-numbers";
import { dayAt } from "~/domain/mining/days";
import { forecastOf, type Forecast } from "~/domain/mining/forecast";
import { peopleAbove } from "~/domain/mining/list-change";
import { mineColumns, type Mined } from "~/domain/mining/mine-columns";
import type { BuyerColumns, Column } from "~/domain/mining/mining";
import { bestOf } from "~/domain/mining/order-rows";
import type { Periods } from "~/domain/mining/periods";
import { readBuyers } from "~/domain/mining/read-buyers.server";
import type { ReasonFacts } from "~/domain/mining/reason";
import { DEFAULTS } from "~/domain/program/program";
import type { MineOptions } from "./options";

/** Written down rather than drawn: the same file gives the same answer, on any machine. */
const SEED = "9e3779b97f4a7c15f39cc0605cedc834";

export type NamedBuyer = ReasonFacts & { customer: string; rank: number; forecast: Forecast | null };

export type MinedFile = {
  format: string;
  readAs: string;
  currency: string;
  seed: string;
  orders: number;
  leftOut: LeftOut;
  /** The first of the lines that could not be read. */
  unreadable: Unreadable[];
  /** Buyers with an order that counts; a line of 10 % makes so many power buyers, and they hold so much of all spend (0…1). */
  ranked: number;
  powerBuyers: number;
  spendShare: number;
  periods: Periods;
  mined: Mined;
  buyers: BuyerColumns;
  named: NamedBuyer[];
};

/** @throws OrderFileProblem or RangeError, in a sentence that says what to do */
export async function mineFile(options: MineOptions, now: Date): Promise<MinedFile> {
  const reading = { currency: options.currency ?? undefined, timeZone: options.timeZone };
  let opened = await openOrderFile(options.file, reading);
  try {
    let read = await readOnce(opened, options, now);
    const again = await betterReading(opened, options, read);
    if (again) {
      opened.close();
      opened = await openOrderFile(options.file, { ...reading, ...again });
      read = await readOnce(opened, options, now);
    }
    const leftOut = { ...read.leftOut };
    const rejected = await rejectedRows(opened);
    if (rejected) leftOut["could not be read"] = (leftOut["could not be read"] ?? 0) + rejected;
    if (read.outcome === "nothing counts") throw new OrderFileProblem(nothingCounts(read.orders + rejected, leftOut));
    const { buyers, ids, periods } = read;
    const mined = mineColumns({ buyers, periods, truncated: false, seed: SEED });
    const scores = mined.scores.map((score, row) => (buyers.orders[row] > 0 ? score : -Infinity));
    const ranked = buyers.orders.reduce((sum, orders) => sum + (orders > 0 ? 1 : 0), 0);
    const powerBuyers = peopleAbove(ranked, DEFAULTS.powerBuyerBp);
    const best = bestOf(scores, buyers.lastDay, Math.min(ranked, Math.max(powerBuyers, options.top)));
    const spent = (rows: Uint32Array): number => rows.reduce((sum, row) => sum + buyers.netMinor[row], 0);
    const named = best.subarray(0, options.top);
    return {
      format: opened.format,
      readAs: opened.readAs,
      currency: opened.currency,
      seed: SEED,
      orders: read.orders + rejected,
      leftOut,
      unreadable: leftOut["could not be read"] ? await unreadableLines(opened, options.file) : [],
      ranked,
      powerBuyers,
      spendShare: spent(best.subarray(0, powerBuyers)) / buyers.netMinor.reduce((sum, one) => sum + one, 0),
      periods,
      mined,
      buyers,
      named: nameBuyers(ids, named, { buyers, periods, mined }),
    };
  } finally {
    opened.close();
  }
}

type Read = Awaited<ReturnType<typeof readBuyers>>;

const readOnce = (opened: OpenOrderFile, options: MineOptions, now: Date): Promise<Read> =>
  readBuyers(opened.history, {
    relation: opened.relation,
    buyerIds: opened.buyerIds,
    tells: opened.tells,
    currency: quoted(opened.currency),
    today: options.asOf ?? dayAt(now, options.timeZone),
    asked: {
      ...(options.until !== null && { until: options.until }),
      ...(options.asOf !== null && { asOf: options.asOf }),
      ...(options.horizonWeeks !== null && { horizonWeeks: options.horizonWeeks }),
    },
  });

/** What the file's beginning and end did not show: another currency in most orders, or line items in the middle alone. */
async function betterReading(
  opened: OpenOrderFile,
  options: MineOptions,
  read: Read,
): Promise<{ currency?: string; withLines?: boolean } | null> {
  const { leftOut, orders } = read;
  if (options.currency === null && (leftOut["another currency"] ?? 0) * 2 > orders) {
    const [[currency]] = await opened.history.rows(
      `SELECT currency FROM (${opened.relation}) h WHERE currency IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
    );
    return { currency: String(currency) };
  }
  if (opened.format === "Shopify bulk JSONL" && !opened.withLines && (leftOut["could not be read"] ?? 0) > 0) {
    const [[children]] = await opened.history.rows(childrenIn(options.file));
    if (Number(children) > 0) return { withLines: true };
  }
  return null;
}

const isCsv = ({ format }: OpenOrderFile): boolean => format === "CSV" || format === "Shopify order export";
const unreadableLines = (opened: OpenOrderFile, file: string): Promise<Unreadable[]> =>
  isCsv(opened) ? firstUnreadableCsv(opened.history) : firstUnreadableJson(file);

/** Rows of a CSV that the reader could not tell apart at all. */
async function rejectedRows(opened: OpenOrderFile): Promise<number> {
  if (!isCsv(opened)) return 0;
  const [[lines]] = await opened.history.rows("SELECT count(DISTINCT line) FROM reject_errors");
  return Number(lines);
}

function nothingCounts(orders: number, leftOut: LeftOut): string {
  if (orders === 0) return "There is no order in this file.";
  const reasons = Object.entries(leftOut).map(([reason, count]) => `${count} ${reason}`);
  return `None of the ${orders} orders in this file counts: ${reasons.join(", ")}.`;
}

function nameBuyers(
  ids: BuyerIds,
  rows: Uint32Array,
  { buyers, periods, mined }: Pick<MinedFile, "buyers" | "periods" | "mined">,
): NamedBuyer[] {
  const fewerDays = countBelow(buyers.days);
  return Array.from(rows, (row, at): NamedBuyer => {
    const known = {
      purchaseDays: buyers.days[row],
      firstDay: buyers.firstDay[row],
      lastDay: buyers.lastDay[row],
      netSpendMinor: buyers.netMinor[row],
      firstNetMinor: buyers.firstNetMinor[row],
    };
    return {
      customer: String(ids[row]),
      rank: at + 1,
      orders: buyers.orders[row],
      netSpendMinor: BigInt(known.netSpendMinor),
      firstDay: known.firstDay,
      lastDay: known.lastDay,
      asOfDay: periods.asOf,
      ordersMoreThan: Math.floor((fewerDays(known.purchaseDays) * 100) / buyers.size),
      favourite: null,
      gifts: buyers.gifts[row],
      reseller: mined.resellers.includes(row),
      forecast: forecastOf(mined.scoring, known, periods.forecastWeeks),
    };
  });
}

/** How many buyers have fewer days with a purchase; days are whole numbers, and no buyer has very many. */
function countBelow(days: Column): (one: number) => number {
  const counts = new Uint32Array(days.reduce((most, one) => Math.max(most, one), 0) + 1);
  for (const one of days) counts[one]++;
  return (one) => counts.subarray(0, one).reduce((sum, count) => sum + count, 0);
}
