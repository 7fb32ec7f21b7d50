/**
 * Orders that count, taken in as they come, become a row of sums for each buyer once it is known which days cut the history.
 * Orders of one day are one purchase. What an order leaves behind meanwhile is its buyer's key, its day and its amounts, twenty
 * bytes and eight more for each further column. They are filed by their buyers' hash into parts small enough for the
 * processor's own memory to hold one: a million buyers looked up in one table wait for the main memory at every order.
 */
import type { HistoryPiece } from "~/ports/history";
import { buyerKeys, hashOf, KeyNumbers, type BuyerIds, type BuyerKeys } from "./buyer-numbers";
import type { BuyerColumns, Column } from "./mining";
import type { Periods } from "./periods";

/** Columns of a piece beyond buyer, reason, day and goods; NaN where a history does not tell of an order. */
export type Further = "orderedMinor" | "units" | "gifts";

type Orders = { day: Int32Array; goods: Column; further: Column[] };
type Sheet = Orders & { size: number; key: Column };
const SHEET_ORDERS = 1 << 11;
/** 64 parts: of ten million orders each is three megabytes. */
const PART_BITS = 6;

export type BuyerSums = { ids: BuyerIds; buyers: BuyerColumns };

export class OrdersTaken {
  readonly #further: readonly Further[];
  readonly #partBits: number;
  /** Sheets of orders by part, the last one being written on. */
  readonly #parts: Sheet[][];
  #keys: BuyerKeys | null = null;
  #firstDay = Infinity;
  #lastDay = -Infinity;

  /**
   * @param further which of the further columns the pieces have, in their order
   * @param partBits 2 to the power of it are the parts, at least 1
   */
  constructor(further: readonly Further[], partBits = PART_BITS) {
    this.#further = further;
    this.#partBits = partBits;
    this.#parts = Array.from({ length: 1 << partBits }, () => []);
  }

  /** @param rows of the piece: orders that count, and visits that came to nothing; its columns: reason, day, goods, further ones */
  take({ buyers, columns }: HistoryPiece, rows: Uint32Array): void {
    this.#keys ??= buyerKeys(buyers);
    const keys = this.#keys.keysOf(buyers, rows);
    const [, days, goods, ...further] = columns;
    const shift = 32 - this.#partBits;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const key = keys[row];
      const day = days[row];
      const sheet = this.#sheetOf(hashOf(key) >>> shift);
      const at = sheet.size++;
      sheet.key[at] = key;
      sheet.day[at] = day;
      sheet.goods[at] = goods[row];
      for (let which = 0; which < further.length; which++) sheet.further[which][at] = further[which][row];
      if (day < this.#firstDay) this.#firstDay = day;
      if (day > this.#lastDay) this.#lastDay = day;
    }
  }

  /** One with room for another order. */
  #sheetOf(part: number): Sheet {
    const sheets = this.#parts[part];
    const last = sheets[sheets.length - 1];
    if (sheets.length > 0 && last.size < SHEET_ORDERS) return last;
    const sheet = { size: 0, key: new Float64Array(SHEET_ORDERS), ...room(SHEET_ORDERS, this.#further) };
    sheets.push(sheet);
    return sheet;
  }

  /** A row for everybody who was there to the day of the count, in the order of their ids. Once: it lets go of the orders as it adds them up. */
  sums(periods: Periods): BuyerSums {
    if (!this.#keys) return { ids: [], buyers: joined([], new Uint32Array()) };
    const laid = new LaidOrders(this.#partBits, this.#further);
    const seen = new DaysSeen(this.#firstDay, this.#lastDay);
    const parts: { keys: Column; buyers: BuyerColumns }[] = [];
    for (const part of this.#parts) {
      const sheets = part.splice(0);
      if (this.#lastDay > periods.asOf) for (const sheet of sheets) leaveOutAfter(periods.asOf, sheet);
      const ends = laid.lay(sheets, this.#further);
      const buyers = emptyColumns(ends.length, this.#further);
      for (let row = 0, from = 0; row < ends.length; from = ends[row++]) {
        seen.next();
        sumUp(buyers, row, this.#further, laid.orders, { from, to: ends[row] }, periods, seen);
      }
      parts.push({ keys: laid.numbers.keys(), buyers });
    }
    const keys = strung(parts.map((part) => part.keys));
    const order = this.#keys.inOrder(keys);
    return {
      ids: this.#keys.idsOf(Float64Array.from(order, (at) => keys[at])),
      buyers: joined(
        parts.map(({ buyers }) => buyers),
        order,
      ),
    };
  }
}

const room = (orders: number, further: readonly Further[]): Orders => ({
  day: new Int32Array(orders),
  goods: new Float64Array(orders),
  further: further.map(() => new Float64Array(orders)),
});

/** Orders after the day of the count go: whoever has no others is nobody yet. */
function leaveOutAfter(asOf: number, sheet: Sheet): void {
  let kept = 0;
  for (let at = 0; at < sheet.size; at++) {
    if (sheet.day[at] > asOf) continue;
    for (const column of [sheet.key, sheet.day, sheet.goods, ...sheet.further]) column[kept] = column[at];
    kept++;
  }
  sheet.size = kept;
}

/** The orders of one part laid buyer by buyer, in room that the next part takes over. */
class LaidOrders {
  readonly numbers: KeyNumbers;
  #buyerOf = new Int32Array();
  orders: Orders;

  constructor(partBits: number, further: readonly Further[]) {
    this.numbers = new KeyNumbers(partBits);
    this.orders = room(0, further);
  }

  /** @returns where the orders of each buyer end, as they are numbered; the next one's begin there */
  lay(sheets: Sheet[], further: readonly Further[]): Uint32Array {
    const total = sheets.reduce((sum, { size }) => sum + size, 0);
    if (this.#buyerOf.length < total) {
      // A little more than is needed: parts are nearly alike in size.
      const orders = Math.ceil(total * 1.1);
      this.#buyerOf = new Int32Array(orders);
      this.orders = room(orders, further);
    }
    const [buyerOf, laid] = [this.#buyerOf, this.orders];
    this.numbers.clear();
    let numbered = 0;
    for (const { size, key } of sheets) {
      this.numbers.number(key, size, buyerOf, numbered);
      numbered += size;
    }
    const ends = new Uint32Array(this.numbers.size);
    for (let order = 0; order < total; order++) ends[buyerOf[order]]++;
    for (let buyer = 0, before = 0; buyer < ends.length; buyer++) {
      const theirs = ends[buyer];
      ends[buyer] = before;
      before += theirs;
    }
    // Each buyer's beginning moves on with every order that is laid, and is the end at last.
    let order = 0;
    for (const { size, day, goods, further: more } of sheets)
      for (let at = 0; at < size; at++) {
        const to = ends[buyerOf[order++]]++;
        laid.day[to] = day[at];
        laid.goods[to] = goods[at];
        for (let which = 0; which < more.length; which++) laid.further[which][to] = more[which][at];
      }
    return ends;
  }
}

/** For each day of the history who was last seen on it: so a buyer's days are told apart without sorting their orders. */
class DaysSeen {
  readonly #first: number;
  readonly #seen: Int32Array;
  #buyer = 0;

  constructor(first: number, last: number) {
    this.#first = first;
    this.#seen = new Int32Array(last - first + 1);
  }

  /** The next buyer has been seen on no day. */
  next(): void {
    this.#buyer += 1;
  }

  /** 1 for a day on which the buyer was not yet seen, else 0. */
  another(day: number): 0 | 1 {
    if (this.#seen[day - this.#first] === this.#buyer) return 0;
    this.#seen[day - this.#first] = this.#buyer;
    return 1;
  }
}

const EMPTY = ["orders", "days", "firstDay", "lastDay", "netMinor", "firstNetMinor", "gifts"] as const;
const CUT = ["daysBefore", "lastDayBefore", "netMinorBefore", "daysAfter", "netMinorAfter"] as const;
const UNKNOWN = ["orderedMinor", "units"] as const;

/** Columns of zeros, and of NaN for what nobody may tell. A column that no order tells of has no rows yet: joined() makes them. */
function emptyColumns(size: number, further: readonly Further[]): BuyerColumns {
  const tells = (name: string): boolean => !["orderedMinor", "units", "gifts"].includes(name) || further.some((one) => one === name);
  const columns = [...EMPTY, ...CUT, ...UNKNOWN].map((name) => [name, new Float64Array(tells(name) ? size : 0)]);
  return { size, ...Object.fromEntries(columns) } as BuyerColumns;
}

/** All orders of one buyer, from `from` up to `to`. */
function sumUp(
  columns: BuyerColumns,
  row: number,
  further: readonly Further[],
  { day: days, goods: amounts, further: more }: Orders,
  { from, to }: { from: number; to: number },
  { calibration, test }: Periods,
  seen: DaysSeen,
): void {
  let [orders, purchases, firstDay, lastDay, net, firstNet] = [0, 0, Infinity, 0, 0, 0];
  let [purchasesBefore, lastDayBefore, netBefore, purchasesAfter, netAfter] = [0, 0, 0, 0, 0];
  for (let at = from; at < to; at++) {
    const day = days[at];
    const goods = amounts[at];
    const another = seen.another(day);
    // What came to nothing is a visit, no order.
    if (goods > 0) orders += 1;
    purchases += another;
    net += goods;
    if (day < firstDay) {
      firstDay = day;
      firstNet = goods;
    } else if (day === firstDay) firstNet += goods;
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
  for (let which = 0; which < further.length; which++) {
    let sum = NaN;
    for (let at = from; at < to; at++) {
      const amount = more[which][at];
      if (!Number.isNaN(amount)) sum = Number.isNaN(sum) ? amount : sum + amount;
    }
    columns[further[which]][row] = sum;
  }
}

/** One after another. */
function strung(columns: Column[]): Column {
  const all = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const column of columns) {
    all.set(column, from);
    from += column.length;
  }
  return all;
}

/** The parts' rows in this order: row i is that which stands at order[i] when they are strung. Each part's columns are let go as they are read. */
function joined(parts: BuyerColumns[], order: Uint32Array): BuyerColumns {
  const take = (name: keyof Omit<BuyerColumns, "size">, ifUntold: number): Column => {
    const all = strung(parts.map((part) => part[name]));
    for (const part of parts) part[name] = new Float64Array();
    const column = new Float64Array(order.length);
    if (all.length < order.length) return column.fill(ifUntold);
    for (let row = 0; row < column.length; row++) column[row] = all[order[row]];
    return column;
  };
  const columns = [
    ...[...EMPTY, ...CUT].map((name) => [name, take(name, 0)] as const),
    ...UNKNOWN.map((name) => [name, take(name, NaN)] as const),
  ];
  return { size: order.length, ...Object.fromEntries(columns) } as BuyerColumns;
}
