/** The shop's own rows as a history that answers SQL: within one transaction, so that all of it is of one moment. */
import type { HistoryEngine } from "~/ports/history";
import type { BulkSql } from "~/ports/world";
import { copyNumbersOut } from "./copy-numbers-out.server";

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
    columns: (text, size) => copyNumbersOut(sql, text, size),
  };
}
