/** The shop's own rows as a history that answers SQL: within one transaction, so that all of it is of one moment. */
import type { HistoryEngine } from "~/ports/history";
import type { BulkSql } from "~/ports/world";

/** Rows brought over at a time: memory holds the columns, never the rows. */
const FETCHED_AT_ONCE = 20_000;

export function historyInPostgres(sql: BulkSql): HistoryEngine {
  return {
    async keep(name, select) {
      // The connection goes back to a pool that other shops use: nothing may stay in it.
      await sql.query(`CREATE TEMP TABLE ${name} ON COMMIT DROP AS ${select}`);
    },
    async rows(text) {
      const { rows } = await sql.query<(string | number | null)[]>({ text, rowMode: "array" });
      return rows;
    },
    async columns(text) {
      await sql.query(`DECLARE history_columns NO SCROLL CURSOR FOR ${text}`);
      const pages: Float64Array[][] = [];
      let size = 0;
      let width = 0;
      for (;;) {
        const { rows, fields } = await sql.query<(number | null)[]>({
          text: `FETCH ${FETCHED_AT_ONCE} FROM history_columns`,
          rowMode: "array",
        });
        width = fields.length;
        if (rows.length === 0) break;
        pages.push(Array.from({ length: width }, (_, at) => Float64Array.from(rows, (row) => row[at] ?? NaN)));
        size += rows.length;
      }
      await sql.query("CLOSE history_columns");
      return Array.from({ length: width }, (_, at) =>
        joined(
          pages.map((page) => page[at]),
          size,
        ),
      );
    },
  };
}

function joined(parts: Float64Array[], size: number): Float64Array {
  const whole = new Float64Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
