/** A random sample of rows that can be drawn again: every set of rows equally likely (Knuth, TAOCP 2, 3.4.2, algorithm S). */
import { seededNumbers } from "../seeded-numbers";
import { rowsOf } from "./order-rows";

/** @returns `wanted` rows, ascending; all of them when there are no more */
export function sampleRows(size: number, wanted: number, seed: string): Uint32Array {
  if (wanted >= size) return rowsOf(size);
  const random = seededNumbers(seed);
  const rows = new Uint32Array(wanted);
  let taken = 0;
  for (let row = 0; row < size && taken < wanted; row++) if ((size - row) * (random() / 2 ** 32) < wanted - taken) rows[taken++] = row;
  return rows;
}
