/**
 * Orders that count, taken in as they come, become a row of sums for each buyer once it is known which days cut the history.
 * Orders of one day are one purchase. What an order leaves behind meanwhile is a number for its buyer, its day and its
 * amounts, sixteen bytes and eight more for each further column; they are then laid together buyer by buyer, some million at a time.
 */
import type { HistoryPiece } from "~/ports/history";
import { buyerNumbers, type BuyerIds, type BuyerNumbers } from "./buyer-numbers";
import type { BuyerColumns, Column } from "./mining";
import type { Periods } from "./periods";

/** Columns of a piece beyond buyer, reason, day and goods; NaN where a history does not tell of an order. */
export type Further = "orderedMinor" | "units" | "gifts";

type Segment = { size: number; buyer: Int32Array; day: Int32Array; amounts: Column[] };
const SEGMENT_ORDERS = 1 << 18;
const LAID_AT_ONCE = 1 << 21;
const NOT_NOW = -1;

export type BuyerSums = { ids: BuyerIds; buyers: BuyerColumns };

export class OrdersTaken {
  readonly #further: readonly Further[];
  readonly #laidAtOnce: number;
  readonly #segments: Segment[] = [];
  #numbers: BuyerNumbers | null = null;
  #firstDay = Infinity;
  #lastDay = -Infinity;

  /**
   * @param further which of the further columns the pieces have, in their order
   * @param laidAtOnce about so many orders are laid together at a time
   */
  constructor(further: readonly Further[], laidAtOnce = LAID_AT_ONCE) {
    this.#further = further;
    this.#laidAtOnce = laidAtOnce;
  }

  /** @param rows of the piece: orders that count, and visits that came to nothing; its columns: reason, day, goods, further ones */
  take({ buyers, columns }: HistoryPiece, rows: Uint32Array): void {
    this.#numbers ??= buyerNumbers(buyers);
    let segment = this.#segments.at(-1);
    if (!segment || segment.size + rows.length > SEGMENT_ORDERS) this.#segments.push((segment = this.#newSegment()));
    const from = segment.size;
    segment.size += rows.length;
    this.#numbers.number(buyers, rows, segment.buyer, from);
    copy(columns[1], rows, segment.day, from);
    segment.amounts.forEach((amounts, at) => copy(columns[2 + at], rows, amounts, from));
    for (let at = from; at < segment.size; at++) {
      this.#firstDay = Math.min(this.#firstDay, segment.day[at]);
      this.#lastDay = Math.max(this.#lastDay, segment.day[at]);
    }
  }

  #newSegment(): Segment {
    const amounts = Array.from({ length: 1 + this.#further.length }, () => new Float64Array(SEGMENT_ORDERS));
    return { size: 0, buyer: new Int32Array(SEGMENT_ORDERS), day: new Int32Array(SEGMENT_ORDERS), amounts };
  }

  /** A row for everybody who was there to the day of the count, in the order of their ids. */
  sums(periods: Periods): BuyerSums {
    const everybody = this.#numbers?.ids() ?? [];
    const counts = this.#countOrders(everybody.length, periods.asOf);
    const order = (this.#numbers?.inOrder() ?? new Uint32Array()).filter((number) => counts[number] > 0);
    const rows = new Rows(order.length, this.#further, { from: this.#firstDay, to: this.#lastDay }, periods);
    const next = new Int32Array(everybody.length).fill(NOT_NOW);
    for (let from = 0, to = 0; from < order.length; from = to) {
      let orders = 0;
      for (; to < order.length && (to === from || orders + counts[order[to]] <= this.#laidAtOnce); to++) {
        next[order[to]] = orders;
        orders += counts[order[to]];
      }
      const laid = this.#layTogether(orders, next, periods.asOf);
      for (let row = from; row < to; row++) {
        const end = next[order[row]];
        rows.sumUp(row, laid, end - counts[order[row]], end);
        next[order[row]] = NOT_NOW;
      }
    }
    const ids = Array.isArray(everybody)
      ? Array.from(order, (number) => everybody[number])
      : Float64Array.from(order, (number) => everybody[number]);
    return { ids, buyers: rows.columns };
  }

  /** The orders of those who have a place in `next`, each put there; the place moves on. */
  #layTogether(orders: number, next: Int32Array, asOf: number): Omit<Segment, "size" | "buyer"> {
    const day = new Int32Array(orders);
    const amounts = Array.from({ length: 1 + this.#further.length }, () => new Float64Array(orders));
    for (const segment of this.#segments) {
      const buyers = segment.buyer;
      for (let at = 0; at < segment.size; at++) {
        const to = next[buyers[at]];
        if (to === NOT_NOW || segment.day[at] > asOf) continue;
        next[buyers[at]] = to + 1;
        day[to] = segment.day[at];
        for (let amount = 0; amount < amounts.length; amount++) amounts[amount][to] = segment.amounts[amount][at];
      }
    }
    return { day, amounts };
  }

  #countOrders(buyers: number, asOf: number): Uint32Array {
    const counts = new Uint32Array(buyers);
    for (const { size, buyer, day } of this.#segments) for (let at = 0; at < size; at++) if (day[at] <= asOf) counts[buyer[at]]++;
    return counts;
  }
}

function copy(column: Column, rows: Uint32Array, into: Int32Array | Float64Array, from: number): void {
  for (let i = 0; i < rows.length; i++) into[from + i] = column[rows[i]];
}

/** The columns as they fill. */
class Rows {
  readonly columns: BuyerColumns;
  readonly #further: (Column | null)[];
  readonly #periods: Periods;
  /** For each day of the history the last row that was seen on it. */
  readonly #seen: Int32Array;
  readonly #from: number;

  constructor(size: number, further: readonly Further[], days: { from: number; to: number }, periods: Periods) {
    const empty = (): Column => new Float64Array(size);
    const unknown = (): Column => new Float64Array(size).fill(NaN);
    this.columns = {
      size,
      ...{ orders: empty(), days: empty(), firstDay: empty(), lastDay: empty(), netMinor: empty(), firstNetMinor: empty() },
      ...{ orderedMinor: unknown(), gifts: empty(), units: unknown() },
      ...{ daysBefore: empty(), lastDayBefore: empty(), netMinorBefore: empty(), daysAfter: empty(), netMinorAfter: empty() },
    };
    this.#further = further.map((name) => this.columns[name]);
    this.#periods = periods;
    this.#seen = new Int32Array(size > 0 ? days.to - days.from + 1 : 0).fill(NOT_NOW);
    this.#from = days.from;
  }

  /** All orders of one buyer, from `from` up to `to`. */
  sumUp(row: number, { day: days, amounts }: Omit<Segment, "size" | "buyer">, from: number, to: number): void {
    const { columns } = this;
    const { calibration, test } = this.#periods;
    let [orders, purchases, firstDay, lastDay, net, firstNet] = [0, 0, Infinity, 0, 0, 0];
    let [purchasesBefore, lastDayBefore, netBefore, purchasesAfter, netAfter] = [0, 0, 0, 0, 0];
    for (let at = from; at < to; at++) {
      const day = days[at];
      const goods = amounts[0][at];
      const another = this.#seen[day - this.#from] !== row ? 1 : 0;
      this.#seen[day - this.#from] = row;
      // What came to nothing is a visit, no order.
      if (goods > 0) orders += 1;
      purchases += another;
      net += goods;
      if (day < firstDay) [firstDay, firstNet] = [day, goods];
      else if (day === firstDay) firstNet += goods;
      if (day > lastDay) lastDay = day;
      if (day <= calibration.to) {
        purchasesBefore += another;
        netBefore += goods;
        if (day > lastDayBefore) lastDayBefore = day;
      } else if (test && day <= test.to) {
        purchasesAfter += another;
        netAfter += goods;
      }
    }
    columns.orders[row] = orders;
    columns.days[row] = purchases;
    columns.firstDay[row] = firstDay;
    columns.lastDay[row] = lastDay;
    columns.netMinor[row] = net;
    columns.firstNetMinor[row] = firstNet;
    columns.daysBefore[row] = purchasesBefore;
    columns.lastDayBefore[row] = lastDayBefore;
    columns.netMinorBefore[row] = netBefore;
    columns.daysAfter[row] = purchasesAfter;
    columns.netMinorAfter[row] = netAfter;
    this.#further.forEach((column, which) => {
      let sum = NaN;
      for (let at = from; at < to; at++) {
        const amount = amounts[which + 1][at];
        if (!Number.isNaN(amount)) sum = Number.isNaN(sum) ? amount : sum + amount;
      }
      column![row] = sum;
    });
  }
}
