/**
 * Debts that an owner forgives. Forgiven is what was missing when credit went back that had been spent, and only for as long as it
 * is missing: when money returns, because a reward was not given after all or an order counts again, it makes good first what had
 * been forgiven. So what an ambassador has left and what they took and kept are together worth what their orders are worth, and on
 * top of that at most what they lacked the most, less all that has come back since. A new sale is no money that returns: it is theirs.
 */

/** What is missing is forgiven, where the owner forgives. */
export const toForgive = (earnedMinor: bigint): bigint => (earnedMinor < 0n ? -earnedMinor : 0n);

/** How much of what was forgiven is missing no more. */
export const toTakeBack = ({ returnedMinor, forgivenMinor }: { returnedMinor: bigint; forgivenMinor: bigint }): bigint =>
  least(returnedMinor, forgivenMinor);

/** How much of what an order brings now it had brought before: up to the most that ever was theirs of it. The rest is new. */
export const regainedOf = ({ mostMinor, earnedMinor, gainMinor }: { mostMinor: bigint; earnedMinor: bigint; gainMinor: bigint }): bigint =>
  least(gainMinor, mostMinor - earnedMinor);

/**
 * Two ambassadors become one: what either has comes to meet what the other was forgiven, since nobody who had it in another pocket
 * lacked it.
 */
export const metByMerging = (one: Standing, other: Standing): bigint =>
  least(one.earnedMinor, other.forgivenMinor) + least(other.earnedMinor, one.forgivenMinor);

export type Standing = { earnedMinor: bigint; forgivenMinor: bigint };

/** The smaller of two, never below nothing. */
function least(one: bigint, other: bigint): bigint {
  const smaller = one < other ? one : other;
  return smaller > 0n ? smaller : 0n;
}
