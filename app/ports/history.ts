/**
 * A history of orders that answers SQL: a shop's own rows in PostgreSQL, or a file in DuckDB. Mining asks both the same
 * question in the part of SQL that both speak.
 */
export type HistoryEngine = {
  /** Few rows, each as its values: numbers, text, null. */
  rows(sql: string): Promise<(string | number | null)[][]>;
  /**
   * Very many rows, a piece at a time, in any order. The statement's first column says whose a row is, as a text or as a
   * double; all others are doubles, and none is null.
   */
  pieces(sql: string): AsyncIterable<HistoryPiece>;
};

/** The first `size` values of each. It may be filled anew for the next piece: keep nothing of it. */
export type HistoryPiece = { size: number; buyers: Float64Array | string[]; columns: Float64Array[] };
