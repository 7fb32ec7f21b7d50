/**
 * Reads Shopify's own order export (CSV). Rows of one order are put together by its name; an order with one bad row is left
 * out whole, since its sums would lie, and every row left out is reported with its line and reason. Refunds are stated only
 * as an amount: a full one gives every unit back, a part one is an amount-only refund.
 */
import type { Readable } from "node:stream";
import { parse } from "csv-parse";
import { Refusals, type History } from "./history.ts";
import { orderFromRows, type OrderRows } from "./order-from-export-rows.ts";
import { BadRow, columnsOf, type ExportRow } from "./order-export-columns.ts";
import { emptyFile } from "./order-file.ts";

/** A cell or row beyond this is a quote that was never closed. */
const LONGEST_RECORD_BYTES = 1_000_000;

/** @throws when the header isn't Shopify's, when there is no row, or when the bytes can't be unpacked. */
export async function readOrderExport(bytes: Readable, fileName: string): Promise<History> {
  const history: History = {
    orders: [],
    refusals: new Refusals(),
    doubts: new Refusals(),
    leftOut: { lines: 0, amountMinor: 0, refundedMinor: 0 },
  };
  const assembly = new Assembly(history);
  let toRow: ((line: number, record: string[]) => ExportRow) | null = null;
  let columnCount = 0;
  let rows = 0;
  let nextLine = 1;
  for await (const piece of recordsOf(bytes)) {
    if ("unreadable" in piece) {
      history.refusals.add(nextLine, `can't be read from here on: ${piece.unreadable}`);
      break;
    }
    const { record } = piece;
    const line = nextLine;
    // The parser's own count takes a Windows line end inside quotes for two.
    nextLine += record.reduce((breaks, cell) => breaks + cell.split("\n").length - 1, 1);
    if (record.every((cell) => cell.trim() === "")) continue;
    if (toRow === null) {
      toRow = columnsOf(record, fileName);
      columnCount = record.length;
      continue;
    }
    rows += 1;
    const row = toRow(line, record);
    if (record.length !== columnCount) assembly.refuseRow(row, `has ${record.length} columns where the header has ${columnCount}`);
    else assembly.add(row);
  }
  assembly.finish();
  if (toRow === null) throw emptyFile(fileName);
  if (rows === 0 && history.refusals.total === 0)
    throw new Error(`${fileName} has a header but no orders: export again with "All orders" chosen`);
  return history;
}

/** Every record, blank lines too; at the first one that can't be read, what is wrong with it, and then nothing more. */
async function* recordsOf(bytes: Readable): AsyncGenerator<{ record: string[] } | { unreadable: string }> {
  let broken: { after: number; message: string } | null = null;
  const parser = parse({
    bom: true,
    relax_column_count: true,
    // A stray quote inside a cell is a character; without this the parser drops good rows after it.
    relax_quotes: true,
    max_record_size: LONGEST_RECORD_BYTES,
    // An error would throw away the good records that are read but not taken yet; so it is noted, and told in its place.
    skip_records_with_error: true,
    on_skip: (error) => {
      broken ??= { after: parser.info.records, message: error?.message ?? "the row is broken" };
      return undefined;
    },
  });
  bytes.on("error", (error) => parser.destroy(error));
  bytes.pipe(parser);
  const isCut = (taken: number) => broken !== null && taken >= broken.after;
  let taken = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (isCut(taken)) break;
      taken += 1;
      yield { record };
    }
  } finally {
    bytes.destroy();
  }
  if (broken !== null) yield { unreadable: (broken as { message: string }).message };
}

/** Puts rows together to orders, in the order of the file. */
class Assembly {
  readonly #history: History;
  #open: (OrderRows & { reason: string | null }) | null = null;
  /** First line of every order seen, also of refused ones. */
  readonly #seen = new Map<string, number>();

  constructor(history: History) {
    this.#history = history;
  }

  add(row: ExportRow): void {
    const name = row.cell("Name");
    if (name === "") return this.#history.refusals.add(row.line, "has no order name");
    const begins = row.cell("Created at") !== "";
    if (this.#open?.name === name && !begins) {
      this.#open.rows.push(row);
      return;
    }
    this.finish();
    const earlier = this.#seen.get(name);
    if (earlier !== undefined) return this.#history.refusals.add(row.line, `order ${name} was already on line ${earlier}`);
    this.#seen.set(name, row.line);
    if (begins) this.#open = { name, rows: [row], reason: null };
    else this.#history.refusals.add(row.line, `order ${name} begins without its own fields ("Created at" is empty)`);
  }

  /** A row that can't be understood takes the order it belongs to with it. */
  refuseRow(row: ExportRow, reason: string): void {
    const name = row.cell("Name");
    this.#history.refusals.add(row.line, reason);
    if (this.#open?.name === name) this.#open.reason ??= `belongs to order ${name}, left out because of line ${row.line}`;
    else if (name !== "" && !this.#seen.has(name)) {
      this.finish();
      this.#seen.set(name, row.line);
    }
  }

  /** Closes the order that is open. */
  finish(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    const refuseAll = (reason: string, except?: number) => {
      for (const row of open.rows) if (row.line !== except) this.#history.refusals.add(row.line, reason);
    };
    if (open.reason !== null) return refuseAll(open.reason);
    try {
      const { order, doubt } = orderFromRows(open, this.#history.orders.length);
      this.#history.orders.push(order);
      if (doubt !== null) this.#history.doubts.add(open.rows[0]!.line, doubt);
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      const line = "line" in error ? Number(error.line) : open.rows[0]!.line;
      this.#history.refusals.add(line, error.message);
      refuseAll(`belongs to order ${open.name}, left out because of line ${line}`, line);
    }
  }
}
