/** Rows in the order of their values, without moving the columns. Equal values keep the order of rows, so a result repeats. */
import type { Column } from "./mining";

/** Rows from the smallest value to the greatest. */
export function ascending(values: Column): Uint32Array {
  return rowsOf(values.length).sort((a, b) => values[a] - values[b] || a - b);
}

/** Rows from the best score down; of equal scores whoever bought last, then by row. */
export function bestFirst(scores: Column, lastDay: Column, rows: Uint32Array = rowsOf(scores.length)): Uint32Array {
  return rows.sort((a, b) => scores[b] - scores[a] || lastDay[b] - lastDay[a] || a - b);
}

/** The best `count` rows in order: of very many rows only those that can be among them are sorted. */
export function bestOf(scores: Column, lastDay: Column, count: number): Uint32Array {
  if (count >= scores.length) return bestFirst(scores, lastDay);
  const least = scores.slice().sort()[scores.length - count];
  const able = rowsOf(scores.length).filter((row) => scores[row] >= least);
  return bestFirst(scores, lastDay, able).subarray(0, count);
}

export function rowsOf(size: number): Uint32Array {
  const rows = new Uint32Array(size);
  for (let row = 0; row < size; row++) rows[row] = row;
  return rows;
}
