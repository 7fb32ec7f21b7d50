/**
 * A file of orders as a history that answers SQL: DuckDB reads it where it lies, in parallel, and puts on disk what does not
 * fit into its share of memory.
 */
import { DuckDBDoubleVector, DuckDBInstance, type DuckDBConnection, type DuckDBVector } from "@duckdb/node-api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { HistoryEngine } from "~/ports/history";

/** Of DuckDB alone; the columns of a million buyers take a hundred megabytes beside it. With less, ten million purchases go by way of the disk. */
const MEMORY_LIMIT = "600MB";

/**
 * What may be read ahead of whoever adds it up. While it has room all cores read; once it is full the reader waits, and with its usual
 * megabyte one core does most of the work. So much holds some twelve million orders of 32 bytes; a longer history is read as before.
 */
const BUFFER = "400MB";

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
  await connection.run(`SET streaming_buffer_size = '${BUFFER}'`);
  return {
    connection,
    async rows(text) {
      const reader = await connection.runAndReadAll(text);
      return reader.getRowsJson() as (string | number | null)[][];
    },
    async *pieces(text) {
      const result = await connection.stream(text);
      // The next one is on its way while this one is looked at.
      let next = result.fetchChunk();
      for (let chunk = await next; chunk && chunk.rowCount > 0; chunk = await next) {
        next = result.fetchChunk();
        const [buyers, ...columns] = Array.from({ length: result.columnCount }, (_, at) => valuesOf(chunk!.getColumnVector(at)));
        yield { size: chunk.rowCount, buyers, columns: columns as Float64Array[] };
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Numbers as they lie in the chunk: asked for one by one they would take longer than the query. */
function valuesOf(vector: DuckDBVector): Float64Array | string[] {
  return vector instanceof DuckDBDoubleVector ? vector["items"] : (vector.toArray() as string[]);
}
