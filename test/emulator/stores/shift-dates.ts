/**
 * An old history is tried as if it had just happened: every date moves by the same whole number of weeks, so that the last
 * order falls in the week before now while weekdays, hours and the gaps between orders stay as they were.
 */
export const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Whole weeks to add (negative when the file is from the future) so that `lastOrderAt` is at most `now` and less than a week before it. */
export function weeksToMove(lastOrderAt: number, now: number): number {
  // "+ 0" turns −0 into 0.
  return Math.floor((now - lastOrderAt) / WEEK_MS) + 0;
}

export type DateShift = { weeks: number; move(at: number): number; moveFollowUp(at: number): number };

/**
 * @param now what follows an order (refund, fulfilment, cancellation) and would fall after this is held at it: nothing in a
 *   store's past may lie in its future.
 */
export function dateShift(lastOrderAt: number, now: number): DateShift {
  const weeks = weeksToMove(lastOrderAt, now);
  const move = (at: number) => at + weeks * WEEK_MS;
  return { weeks, move, moveFollowUp: (at) => Math.min(move(at), now) };
}

/** For the shop's origin, e.g. "dates moved by 780 weeks". */
export function describeShift(weeks: number): string {
  if (weeks === 0) return "dates as they are";
  return `dates moved ${weeks > 0 ? "forward" : "back"} by ${Math.abs(weeks)} ${Math.abs(weeks) === 1 ? "week" : "weeks"}`;
}
