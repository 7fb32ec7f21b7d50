/** The shop's own rows as a history that answers SQL: within one transaction, so that all of it is of one moment. */
import type { HistoryEngine } from "~/ports/history";
import type { BulkSql } from "~/ports/world";
import { copyRowsOut } from "./copy-rows-out.server";

export function historyInPostgres(sql: BulkSql): HistoryEngine {
  return {
    async rows(text) {
      const { rows } = await sql.query<(string | number | null)[]>({ text, rowMode: "array" });
      return rows;
    },
    pieces: (text) => copyRowsOut(sql, text),
  };
}
