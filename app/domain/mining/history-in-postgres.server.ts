/** The shop's own rows as a history that answers SQL: within one transaction, so that all of it is of one moment. */
import type { HistoryEngine } from "~/ports/history";
import type { BulkSql } from "~/ports/world";
import { invariant } from "../invariant";

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
    async drop(name) {
      await sql.query(`DROP TABLE ${name}`);
    },
    async columns(text, size) {
      await sql.query(`DECLARE history_columns NO SCROLL CURSOR FOR ${text}`);
      let columns: Float64Array[] = [];
      for (let from = 0; from < size;) {
        const { rows, fields } = await sql.query<(number | null)[]>({
          text: `FETCH ${FETCHED_AT_ONCE} FROM history_columns`,
          rowMode: "array",
        });
        invariant(rows.length > 0 && from + rows.length <= size, "a history has as many rows as it was counted to have");
        if (from === 0) columns = fields.map(() => new Float64Array(size));
        rows.forEach((row, at) => {
          for (let column = 0; column < columns.length; column++) columns[column][from + at] = row[column] ?? NaN;
        });
        from += rows.length;
      }
      await sql.query("CLOSE history_columns");
      return columns;
    },
  };
}
