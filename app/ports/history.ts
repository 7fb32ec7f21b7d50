/**
 * A history of orders that answers SQL: a shop's own rows in PostgreSQL, or a file in DuckDB. Mining asks both the same
 * questions in the part of SQL that both speak.
 */
export type HistoryEngine = {
  /** Keeps what a SELECT gives as a table of this name, until the transaction or the engine ends. */
  keep(name: string, select: string): Promise<void>;
  /** Lets go of a kept table and its memory. */
  drop(name: string): Promise<void>;
  /** Few rows, each as its values: numbers, text, null. */
  rows(sql: string): Promise<(string | number | null)[][]>;
  /** Many rows, as many as said, as columns of numbers, null as NaN; every column of the statement must be a double. */
  columns(sql: string, rows: number): Promise<Float64Array[]>;
};
