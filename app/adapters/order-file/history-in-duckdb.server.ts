/**
 * A file of orders as a history that answers SQL: DuckDB reads it where it lies, in parallel, and puts on disk what does not
 * fit into its share of memory.
 */
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { invariant } from "~/domain/invariant";
import type { HistoryEngine } from "~/ports/history";

/** Of DuckDB alone; the columns of a million buyers take a hundred megabytes beside it. With less, ten million purchases go by way of the disk. */
const MEMORY_LIMIT = "600MB";

export type OpenHistory = HistoryEngine & { connection: DuckDBConnection; close(): void };

/** An empty engine of its own; close it, or its temporary files stay. */
export async function historyInDuckdb(): Promise<OpenHistory> {
  const folder = mkdtempSync(path.join(tmpdir(), "regulars-mine-"));
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: MEMORY_LIMIT,
    temp_directory: folder,
    // Which of two orders was read first says nothing; not having to remember it saves memory.
    preserve_insertion_order: "false",
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    connection,
    async keep(name, select) {
      await connection.run(`CREATE TEMP TABLE ${name} AS ${select}`);
    },
    async rows(text) {
      const reader = await connection.runAndReadAll(text);
      return reader.getRowsJson() as (string | number | null)[][];
    },
    async drop(name) {
      await connection.run(`DROP TABLE ${name}`);
    },
    async columns(text, size) {
      const result = await connection.stream(text);
      const columns = Array.from({ length: result.columnCount }, () => new Float64Array(size));
      for (let from = 0; from < size;) {
        const chunk = await result.fetchChunk();
        const rows = chunk?.rowCount ?? 0;
        invariant(chunk && rows > 0 && from + rows <= size, "a history has as many rows as it was counted to have");
        for (let at = 0; at < columns.length; at++) {
          const [vector, column] = [chunk.getColumnVector(at), columns[at]];
          for (let row = 0; row < rows; row++) column[from + row] = (vector.getItem(row) as number | null) ?? NaN;
        }
        from += rows;
      }
      return columns;
    },
    close() {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
