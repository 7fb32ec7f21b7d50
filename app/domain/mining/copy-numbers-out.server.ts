/**
 * Columns of numbers out of PostgreSQL by COPY in its binary form (PostgreSQL's manual, COPY, "Binary Format"):
 * millions of numbers written as text and read again took longer than all that is worked out from them. For temporary tables:
 * COPY is refused where row-level security holds.
 */
import { to as copyTo } from "pg-copy-streams";
import type { BulkSql } from "~/ports/world";
import { invariant } from "../invariant";

/** "PGCOPY\n\377\r\n\0", flags, length of an extension. */
const HEADER_BYTES = 19;
const ABSENT = -1;

/**
 * @param select a SELECT whose columns are all double precision
 * @param size how many rows it gives
 * @returns its columns; null is NaN
 */
export async function copyNumbersOut(sql: BulkSql, select: string, size: number): Promise<Float64Array[]> {
  let columns: Float64Array[] | null = null;
  let rest: Buffer = Buffer.alloc(0);
  let row = 0;
  let at = 0;
  let ended = false;
  /** Reads whole rows; what is left of a cut one stays in `rest`. */
  const read = (): void => {
    while (!ended && rest.length - at >= 2) {
      const fields = rest.readInt16BE(at);
      if (fields === -1) {
        ended = true;
        return;
      }
      columns ??= Array.from({ length: fields }, () => new Float64Array(size));
      let next = at + 2;
      for (let field = 0; field < fields; field++) {
        if (rest.length - next < 4) return;
        const length = rest.readInt32BE(next);
        next += 4;
        if (length === ABSENT) columns[field][row] = NaN;
        else {
          invariant(length === 8, "a column of numbers is double precision");
          if (rest.length - next < 8) return;
          columns[field][row] = rest.readDoubleBE(next);
          next += 8;
        }
      }
      invariant(row < size, "a history has as many rows as it was counted to have");
      row += 1;
      at = next;
    }
  };
  let begun = false;
  for await (const piece of sql.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT binary)`)) as AsyncIterable<Buffer>) {
    rest = at < rest.length ? Buffer.concat([rest.subarray(at), piece]) : piece;
    at = 0;
    if (!begun && rest.length < HEADER_BYTES) continue;
    if (!begun) at = HEADER_BYTES;
    begun = true;
    read();
  }
  invariant(ended && row === size, "a history has as many rows as it was counted to have");
  return columns ?? [];
}
