/**
 * What every model of purchases can answer, so that BG/NBD, MBG/NBD and Pareto/NBD stand in for each other. Units are
 * theirs all: time in weeks, orders in purchase days. Each model's file names the paper and equation behind each answer.
 */
import type { Fit, FitOptions } from "./fit";
import { unfittable } from "./fit";
import type { GroupedHistories, PurchaseHistories, PurchaseHistory } from "./purchase-history";

export type PurchaseModel<Params> = {
  /** As the papers call it. */
  name: string;

  /**
   * The probability, 0…1, that the buyer will ever buy again: has not lapsed by `ageWeeks`.
   * @throws RangeError for parameters not above 0 or a history that cannot be (see checkHistory); so do all below
   */
  pAlive(params: Params, history: PurchaseHistory): number;

  /** Orders expected of this buyer in the next `horizonWeeks`, counting that they may have lapsed. Finite, 0 or more. */
  expectedOrders(params: Params, history: PurchaseHistory, horizonWeeks: number): number;

  /** `expectedOrders` for many buyers and one horizon: what depends on the horizon alone is worked out once. */
  forecaster(params: Params, horizonWeeks: number): (history: PurchaseHistory) => number;

  /** Repeat orders expected of somebody whose first purchase is now, in their first `horizonWeeks`: E[X(t)]. */
  expectedOrdersOfNewcomer(params: Params, horizonWeeks: number): number;

  /**
   * P(X(t) = n) of a newcomer for n = 0…upTo.
   * @param upTo a whole number from 0; what lies beyond is 1 minus the sum
   * @returns upTo + 1 probabilities
   */
  pmfOfNewcomer(params: Params, horizonWeeks: number, upTo: number): Float64Array;

  /** The probabilities that this buyer orders n = 0…upTo times in the next `horizonWeeks`; its mean is `expectedOrders`. */
  pmf(params: Params, history: PurchaseHistory, horizonWeeks: number, upTo: number): Float64Array;

  /** The logarithm of the likelihood of these histories, summed over buyers; natural logarithm, times in weeks. */
  logLikelihood(params: Params, histories: PurchaseHistories): number;

  /** The parameters of greatest likelihood, or why there are none to be trusted. */
  fit(histories: PurchaseHistories, options?: FitOptions): Fit<Params>;
};

/** @throws RangeError unless upTo is a whole number from 0 to a million */
export function checkUpTo(upTo: number): void {
  if (!Number.isInteger(upTo) || upTo < 0 || upTo > 1_000_000) {
    throw new RangeError(`upTo must be a whole number from 0 to 1,000,000, not ${upTo}`);
  }
}

/** Why no model can be fitted to these histories at all; null when one can be tried. */
export function unfittableHistories<Params>(grouped: GroupedHistories): Fit<Params> | null {
  const why =
    grouped.buyers === 0
      ? "there are no buyers"
      : grouped.repeatBuyers === 0
        ? "nobody has bought on a second day"
        : grouped.meanAgeWeeks === 0
          ? "no time has passed since the first purchases"
          : null;
  return why === null ? null : unfittable("degenerate", grouped.buyers, why);
}

/**
 * How many weeks the fit takes as its unit of time: such that the mean age is half a year, so that neither the result nor
 * the judgement of it depends on the caller's unit. A penalty is stated in weeks, hence 1 there.
 */
export function timeUnitOf(grouped: GroupedHistories, penalty: number): number {
  if (!(penalty >= 0 && penalty < Infinity)) throw new RangeError(`a penalty must be finite and 0 or more, not ${penalty}`);
  return penalty > 0 ? 1 : grouped.meanAgeWeeks / 26;
}
