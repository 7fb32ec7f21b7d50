/**
 * RFM as shops know it: recency, frequency and spend each from 1 to 5 by fifths of the buyers, added up; equal sums are told
 * apart by spend. Here to be compared with, not to choose by: its sum alone ties thousands of people.
 */
import type { Column, Past } from "./mining";
import { ascending } from "./order-rows";

/** Above any spend that can be: a sum always weighs more than the spend that breaks its ties. */
const BEYOND_SPEND = 2 ** 53;

/** A score for each row, higher is better: the sum of the three, then spend. */
export function rfmScores(past: Past): Column {
  const fifths = [past.lastDay, past.days, past.netMinor].map(fifthsOf);
  return past.netMinor.map((net, row) => fifths[0][row] + fifths[1][row] + fifths[2][row] + net / BEYOND_SPEND);
}

/** 1…5: equal values stand in the same fifth, that of their middle. */
function fifthsOf(values: Column): Column {
  const order = ascending(values);
  const fifths = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    const middle = (from + to) / 2 / order.length;
    const fifth = Math.min(5, 1 + Math.floor(middle * 5));
    for (let i = from; i < to; i++) fifths[order[i]] = fifth;
    from = to;
  }
  return fifths;
}
