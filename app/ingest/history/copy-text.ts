/**
 * Rows in PostgreSQL's COPY text format, written as they come and kept as bytes, so that a batch of many thousand rows
 * is a few pieces of memory and not millions of cells.
 */
export type Cell = string | number | bigint | boolean | null | readonly string[];

const PIECE_CHARACTERS = 65_536;

export class CopyText {
  readonly #pieces: Buffer[] = [];
  #text = "";
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  add(cells: readonly Cell[]): void {
    this.addRow(`${copyCells(cells)}\n`);
  }

  /** @param row its cells put together already, with the newline */
  addRow(row: string): void {
    this.#text += row;
    this.#rows += 1;
    if (this.#text.length >= PIECE_CHARACTERS) this.#cut();
  }

  bytes(): Buffer {
    if (this.#text) this.#cut();
    return Buffer.concat(this.#pieces);
  }

  #cut(): void {
    this.#pieces.push(Buffer.from(this.#text));
    this.#text = "";
  }
}

export function copyText<T>(rows: Iterable<T>, cells: (row: T) => Cell[]): CopyText {
  const text = new CopyText();
  for (const row of rows) text.add(cells(row));
  return text;
}

/** One string, not a rope of its cells: it may be kept for a while. */
export const copyCells = (cells: readonly Cell[]): string => cells.map(copyCell).join("\t");

function copyCell(value: Cell): string {
  if (typeof value === "string") return escape(value);
  if (value === null) return NULL;
  if (typeof value === "boolean") return value ? "t" : "f";
  if (typeof value !== "object") return String(value);
  return value.length ? escape(`{${value.map((item) => `"${item.replace(/["\\]/g, "\\$&")}"`).join(",")}}`) : "{}";
}

export const NULL = "\\N";
const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "" };

/** Backslash escapes; a NUL character has no place in PostgreSQL's text and is left out. */
export const escape = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character]) : text;
