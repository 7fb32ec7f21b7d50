/** Columns of numbers into a temporary table of PostgreSQL's: copy-numbers-out.server.ts the other way round. */
import { once } from "node:events";
import { from as copyFrom } from "pg-copy-streams";
import type { BulkSql } from "~/ports/world";

/** "PGCOPY\n\377\r\n\0", flags, length of an extension: both nothing. */
const HEADER = Buffer.from("5047434f50590aff0d0a000000000000000000", "hex");
const TRAILER = Buffer.from([0xff, 0xff]);
const ROWS_AT_ONCE = 20_000;

/** Into a table of this name that it makes, of these columns, all double precision; it lives until the transaction ends. */
export async function copyNumbersIn(
  sql: BulkSql,
  table: string,
  names: readonly string[],
  rows: number,
  valueAt: (row: number, column: number) => number,
): Promise<void> {
  await sql.query(`CREATE TEMP TABLE ${table} (${names.map((name) => `${name} double precision`).join(", ")}) ON COMMIT DROP`);
  const into = sql.query(copyFrom(`COPY ${table} FROM STDIN (FORMAT binary)`));
  const written = once(into, "finish");
  const width = 2 + names.length * 12;
  into.write(HEADER);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, rows - from);
    const bytes = Buffer.allocUnsafe(count * width);
    for (let row = 0, at = 0; row < count; row++) {
      at = bytes.writeInt16BE(names.length, at);
      for (let column = 0; column < names.length; column++)
        at = bytes.writeDoubleBE(valueAt(from + row, column), bytes.writeInt32BE(8, at));
    }
    if (!into.write(bytes)) await once(into, "drain");
  }
  into.end(TRAILER);
  await written;
}
