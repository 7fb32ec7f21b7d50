/**
 * Rows of a name and numbers out of PostgreSQL by COPY in its binary form (PostgreSQL's manual, COPY, "Binary Format"):
 * millions of numbers written as text and read again took longer than all that is worked out from them. Of a SELECT, which
 * keeps to the rows that row-level security shows.
 */
import { to as copyTo } from "pg-copy-streams";
import type { HistoryPiece } from "~/ports/history";
import type { BulkSql } from "~/ports/world";
import { invariant } from "../invariant";

/** "PGCOPY\n\377\r\n\0", flags, length of an extension. */
const HEADER_BYTES = 19;
const ENDED = -1;
const ROWS_AT_ONCE = 4_096;

/** @param select a SELECT whose first column is a text and all others double precision, none of them null */
export async function* copyRowsOut(sql: BulkSql, select: string): AsyncGenerator<HistoryPiece> {
  const piece: HistoryPiece & { buyers: string[] } = { size: 0, buyers: [], columns: [] };
  let rest: Buffer = Buffer.alloc(0);
  let view = new DataView(rest.buffer);
  let at = 0;
  let [begun, ended] = [false, false];
  /** The next row into the piece; false when it is cut, and what there is of it stays in `rest`. */
  const readRow = (): boolean => {
    const { length } = rest;
    if (length - at < 2) return false;
    const fields = view.getInt16(at);
    if (fields === ENDED) return !(ended = true);
    if (length - at < 6) return false;
    const numbers = fields - 1;
    const { columns, buyers, size } = piece;
    while (columns.length < numbers) columns.push(new Float64Array(ROWS_AT_ONCE));
    const named = at + 6 + view.getInt32(at + 2);
    if (length < named) return false;
    for (let column = 0, from = named; column < numbers; column++, from += 12) {
      if (length < from + 4) return false;
      invariant(view.getInt32(from) === 8, "a number is double precision and not null");
      if (length < from + 12) return false;
      columns[column][size] = view.getFloat64(from + 4);
    }
    buyers[size] = rest.toString("utf8", at + 6, named);
    piece.size = size + 1;
    at = named + numbers * 12;
    return true;
  };
  for await (const bytes of sql.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT binary)`)) as AsyncIterable<Buffer>) {
    rest = at < rest.length ? Buffer.concat([rest.subarray(at), bytes]) : bytes;
    view = new DataView(rest.buffer, rest.byteOffset, rest.length);
    at = 0;
    if (!begun && rest.length < HEADER_BYTES) continue;
    if (!begun) at = HEADER_BYTES;
    begun = true;
    while (readRow()) {
      if (piece.size < ROWS_AT_ONCE) continue;
      yield piece;
      piece.size = 0;
    }
  }
  invariant(ended, "a COPY says when it has ended");
  if (piece.size > 0) yield piece;
}
