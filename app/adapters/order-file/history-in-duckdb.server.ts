/**
 * A file of orders as a history that answers SQL: DuckDB reads it where it lies, in parallel, and puts on disk what does not
 * fit into its share of memory.
 */
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { HistoryEngine } from "~/ports/history";

/** Of DuckDB alone; the columns of a million buyers take a hundred megabytes beside it. */
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
    async columns(text) {
      const result = await connection.stream(text);
      let columns: Float64Array[] = Array.from({ length: result.columnCount }, () => new Float64Array(1 << 16));
      let size = 0;
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) break;
        const rows = chunk.rowCount;
        if (size + rows > columns[0].length) columns = columns.map(doubled);
        for (let at = 0; at < columns.length; at++) {
          const vector = chunk.getColumnVector(at);
          const column = columns[at];
          for (let row = 0; row < rows; row++) column[size + row] = (vector.getItem(row) as number | null) ?? NaN;
        }
        size += rows;
      }
      return columns.map((column) => column.slice(0, size));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function doubled(column: Float64Array): Float64Array {
  const longer = new Float64Array(column.length * 2);
  longer.set(column);
  return longer;
}
