/** What was known at the end of the calibration, and what is known now: the same buyers, two moments. */
import { DAYS_A_WEEK, type BuyerColumns, type Column, type Past } from "./mining";
import type { PurchaseHistories } from "./purchase-history";

/** Everything, as of the day of the count. */
export const wholePast = (buyers: BuyerColumns, asOfDay: number): Past => ({
  size: buyers.size,
  asOfDay,
  days: buyers.days,
  firstDay: buyers.firstDay,
  lastDay: buyers.lastDay,
  netMinor: buyers.netMinor,
  firstNetMinor: buyers.firstNetMinor,
});

/** What the calibration knew. `rows`: whom of the columns it knew at all; `past` and `after` have one row for each of these. */
export type Calibrated = { rows: Uint32Array; past: Past; daysAfter: Column; netMinorAfter: Column };

/** @param among only these rows; everybody when left out */
export function calibratedPast(buyers: BuyerColumns, calibratedUntil: number, among?: Uint32Array): Calibrated {
  const rows = (among ?? Uint32Array.from({ length: buyers.size }, (_, row) => row)).filter((row) => buyers.daysBefore[row] > 0);
  const take = (column: Column): Column => Float64Array.from(rows, (row) => column[row]);
  return {
    rows,
    past: {
      size: rows.length,
      asOfDay: calibratedUntil,
      days: take(buyers.daysBefore),
      firstDay: take(buyers.firstDay),
      lastDay: take(buyers.lastDayBefore),
      netMinor: take(buyers.netMinorBefore),
      firstNetMinor: take(buyers.firstNetMinor),
    },
    daysAfter: take(buyers.daysAfter),
    netMinorAfter: take(buyers.netMinorAfter),
  };
}

/** As the purchase models read it, in weeks. @param rows only these; everybody when left out */
export function historiesOf(past: Past, rows?: Uint32Array): PurchaseHistories {
  const size = rows?.length ?? past.size;
  const [repeats, lastWeeks, ageWeeks] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < size; i++) {
    const row = rows ? rows[i] : i;
    repeats[i] = past.days[row] - 1;
    lastWeeks[i] = (past.lastDay[row] - past.firstDay[row]) / DAYS_A_WEEK;
    ageWeeks[i] = (past.asOfDay - past.firstDay[row]) / DAYS_A_WEEK;
  }
  return { repeats, lastWeeks, ageWeeks };
}

/** What Gamma-Gamma reads: repeat purchases and their mean in minor units, as the papers take it; the first one tells nothing. */
export function spendsOf(past: Past, rows: Uint32Array): { orders: Column; meanSpend: Column } {
  const repeats = Float64Array.from(rows, (row) => past.days[row] - 1);
  return {
    orders: repeats,
    meanSpend: Float64Array.from(rows, (row, i) => (repeats[i] > 0 ? (past.netMinor[row] - past.firstNetMinor[row]) / repeats[i] : 0)),
  };
}

/** Rows with a second purchase. */
export const repeatRows = (past: Past, rows: Uint32Array): Uint32Array => rows.filter((row) => past.days[row] > 1);
