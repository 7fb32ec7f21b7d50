/**
 * Which orders count, decided once for every reader. Nothing is dropped silently: each order left out is counted under
 * the first reason that applies, in the order below.
 */
import type { HistoryRow, LeftOut, LeftOutReason } from "./mining";

/** @returns why this order does not count, or null when it does. A fully refunded order counts as nothing paid. */
export function leaveOutReason(row: HistoryRow, currency: string): LeftOutReason | null {
  if (row.test) return "test order";
  if (row.cancelled) return "cancelled";
  if (row.ownReward) return "one of our own rewards";
  if (row.buyerId === null) return "no customer";
  if (row.currency !== currency) return "another currency";
  if (row.goodsMinor <= 0n) return "nothing was paid";
  return null;
}

/** Keeps what counts and adds every order left out to `leftOut`. */
export function* cleanHistory(rows: Iterable<HistoryRow>, currency: string, leftOut: LeftOut): Generator<HistoryRow & { buyerId: string }> {
  for (const row of rows) {
    const reason = leaveOutReason(row, currency);
    if (reason) leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    else yield row as HistoryRow & { buyerId: string };
  }
}
