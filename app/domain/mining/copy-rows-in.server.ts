/** Rows of a name and numbers into a temporary table of PostgreSQL's: copy-rows-out.server.ts the other way round. */
import { once } from "node:events";
import { from as copyFrom } from "pg-copy-streams";
import type { BulkSql } from "~/ports/world";

/** "PGCOPY\n\377\r\n\0", flags, length of an extension: both nothing. */
const HEADER = Buffer.from("5047434f50590aff0d0a000000000000000000", "hex");
const TRAILER = Buffer.from([0xff, 0xff]);
const ROWS_AT_ONCE = 20_000;

export type RowsIn = {
  /** The text's column and the numbers', in their order. */
  name: string;
  numbers: readonly string[];
  rows: number;
  nameAt: (row: number) => string;
  numberAt: (row: number, column: number) => number;
};

/** Into a table of this name that it makes, of one text and double precision; it lives until the transaction ends. */
export async function copyRowsIn(sql: BulkSql, table: string, { name, numbers, rows, nameAt, numberAt }: RowsIn): Promise<void> {
  const columns = [`${name} text`, ...numbers.map((one) => `${one} double precision`)];
  await sql.query(`CREATE TEMP TABLE ${table} (${columns.join(", ")}) ON COMMIT DROP`);
  const into = sql.query(copyFrom(`COPY ${table} FROM STDIN (FORMAT binary)`));
  const written = once(into, "finish");
  into.write(HEADER);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const names = Array.from({ length: Math.min(ROWS_AT_ONCE, rows - from) }, (_, row) => Buffer.from(nameAt(from + row)));
    const bytes = Buffer.allocUnsafe(names.reduce((sum, { length }) => sum + 6 + length + numbers.length * 12, 0));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    names.forEach((one, row) => {
      view.setInt16(at, 1 + numbers.length);
      view.setInt32(at + 2, one.length);
      bytes.set(one, at + 6);
      at += 6 + one.length;
      for (let column = 0; column < numbers.length; column++, at += 12) {
        view.setInt32(at, 8);
        view.setFloat64(at + 4, numberAt(from + row, column));
      }
    });
    if (!into.write(bytes)) await once(into, "drain");
  }
  into.end(TRAILER);
  await written;
}
