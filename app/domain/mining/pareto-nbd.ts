/**
 * Pareto/NBD: Schmittlein, Morrison, Colombo (1987), "Counting your customers: who are they and what will they do next?",
 * Management Science 33 (1); written here after Fader & Hardie (2005), "A note on deriving the Pareto/NBD model and
 * related expressions". Orders come at a rate that differs by a gamma (r, α); a buyer may lapse at any moment, at a rate
 * that differs by a gamma (s, β). Log-likelihood and P(alive): see pareto-nbd-likelihood. The 1987 paper gives E[X(t)] as its
 * equation 17 and the orders expected given a history as 22.
 */
import type { Fit, FitOptions } from "./fit";
import { fitProblem } from "./fit";
import type { ParetoNbdParams } from "./pareto-nbd-likelihood";
import { paretoNbdLogLikelihoodOf, paretoNbdObjective, paretoNbdPAliveOf } from "./pareto-nbd-likelihood";
import type { PurchaseHistories, PurchaseHistory } from "./purchase-history";
import { checkHistory, checkHorizon, checkParams, groupHistories, partOfVeryMany } from "./purchase-history";
import type { PurchaseModel } from "./purchase-history-model";
import { checkUpTo, timeUnitOf, unfittableHistories } from "./purchase-history-model";
import { dampedLength, gaussLegendre } from "./special-functions";

export type { ParetoNbdParams } from "./pareto-nbd-likelihood";

const STARTS = [
  [0.6, 10, 0.6, 10],
  [1, 20, 0.2, 20],
  [0.2, 3, 1.5, 30],
];
const RULE = gaussLegendre(16);

/** r and alpha (weeks): how often buyers order; s and beta (weeks): how soon they lapse. See PurchaseModel. */
export const paretoNbd: PurchaseModel<ParetoNbdParams> = {
  name: "Pareto/NBD",
  pAlive(params, history) {
    check(params, history);
    return paretoNbdPAliveOf(params, history.repeats, history.lastWeeks, history.ageWeeks);
  },
  expectedOrders: (params, history, horizonWeeks) => forecaster(params, horizonWeeks)(history),
  forecaster,
  expectedOrdersOfNewcomer(params, horizonWeeks) {
    checkParams(params);
    checkHorizon(horizonWeeks);
    return ordersWhileAlive(params, horizonWeeks);
  },
  pmfOfNewcomer(params, horizonWeeks, upTo) {
    checkParams(params);
    checkHorizon(horizonWeeks);
    checkUpTo(upTo);
    return pmfOf(params, horizonWeeks, upTo);
  },
  pmf(params, history, horizonWeeks, upTo) {
    check(params, history);
    checkHorizon(horizonWeeks);
    checkUpTo(upTo);
    const alive = paretoNbdPAliveOf(params, history.repeats, history.lastWeeks, history.ageWeeks);
    const pmf = pmfOf(stillAlive(params, history), horizonWeeks, upTo).map((one) => alive * one);
    pmf[0] += 1 - alive;
    return pmf;
  },
  logLikelihood(params, histories) {
    checkParams(params);
    return paretoNbdLogLikelihoodOf(params, groupHistories(histories));
  },
  fit,
};

function check(params: ParetoNbdParams, { repeats, lastWeeks, ageWeeks }: PurchaseHistory): void {
  checkParams(params);
  checkHistory(repeats, lastWeeks, ageWeeks);
}

/** Whoever is alive at T is like somebody new with what is known of them already counted in: both rates stay gamma. */
function stillAlive({ r, alpha, s, beta }: ParetoNbdParams, { repeats, ageWeeks }: PurchaseHistory): ParetoNbdParams {
  return { r: r + repeats, alpha: alpha + ageWeeks, s, beta: beta + ageWeeks };
}

/** E[X(t)] = rβ/(α(s−1)) · [1 − (β/(β+t))^(s−1)], Schmittlein et al., equation 17, with its limit at s = 1. */
function ordersWhileAlive({ r, alpha, s, beta }: ParetoNbdParams, horizon: number): number {
  return ((r * beta) / alpha) * dampedLength(s - 1, Math.log1p(horizon / beta));
}

/** E[orders in the horizon | x, t_x, T] = P(alive) · E[X(t)] with the known counted in; Schmittlein et al., equation 22. */
function forecaster(params: ParetoNbdParams, horizonWeeks: number): (history: PurchaseHistory) => number {
  checkParams(params);
  checkHorizon(horizonWeeks);
  return (history) => {
    checkHistory(history.repeats, history.lastWeeks, history.ageWeeks);
    const alive = paretoNbdPAliveOf(params, history.repeats, history.lastWeeks, history.ageWeeks);
    return alive * ordersWhileAlive(stillAlive(params, history), horizonWeeks);
  };
}

/**
 * P(X(t) = n) = NBD(n; t) (β/(β+t))^s + ∫₀ᵗ NBD(n; y) s β^s/(β+y)^(s+1) dy, the definition behind Fader & Hardie (2006),
 * "Deriving an expression for P(X(t) = x) under the Pareto/NBD model"; the integral numerically, in panels of ln time,
 * narrow enough for the sharpest of the counts asked for.
 */
function pmfOf(params: ParetoNbdParams, horizon: number, upTo: number): Float64Array {
  const { r, alpha, s, beta } = params;
  const pmf = new Float64Array(upTo + 1);
  addCounts(pmf, r, horizon / alpha, Math.exp(-s * Math.log1p(horizon / beta)));
  // Nothing happens before the shorter of the two scales of time, and nothing before the first order can come.
  const smallest = Math.min(alpha / (r + 1), beta / (s + 1));
  const whole = Math.log1p(horizon / smallest);
  const panels = Math.ceil(whole / Math.min(0.7, 6 / Math.sqrt(1 + Math.min(r, upTo))));
  for (let panel = 0; panel < panels; panel++) {
    for (let k = 0; k < RULE.points.length; k++) {
      const y = smallest * Math.expm1((whole * (panel + RULE.points[k])) / panels);
      const density = (s / (beta + y)) * Math.exp(-s * Math.log1p(y / beta));
      addCounts(pmf, r, y / alpha, density * (smallest + y) * RULE.weights[k] * (whole / panels));
    }
  }
  return pmf;
}

/** Adds weight · NBD(n) for each n: orders in a time of `share` · α when nobody lapses. */
function addCounts(pmf: Float64Array, r: number, share: number, weight: number): void {
  const lnMove = share === 0 ? -Infinity : Math.log(share / (1 + share));
  let lnCount = -r * Math.log1p(share);
  for (let n = 0; n < pmf.length; n++) {
    pmf[n] += weight * Math.exp(lnCount);
    lnCount += Math.log((r + n) / (n + 1)) + lnMove;
  }
}

function fit(histories: PurchaseHistories, { penalty = 0 }: FitOptions = {}): Fit<ParetoNbdParams> {
  const grouped = groupHistories(histories);
  const impossible = unfittableHistories<ParetoNbdParams>(grouped);
  if (impossible) return impossible;
  const weeksPerUnit = timeUnitOf(grouped, penalty);
  const part = partOfVeryMany(histories);
  return fitProblem({
    buyers: grouped.buyers,
    objective: paretoNbdObjective(grouped, weeksPerUnit),
    ...(part && { sample: paretoNbdObjective(groupHistories(part), weeksPerUnit) }),
    starts: STARTS,
    penalty,
    toParams: ([r, alpha, s, beta]) => ({ r, alpha: alpha * weeksPerUnit, s, beta: beta * weeksPerUnit }),
    logLikelihood: (params) => paretoNbdLogLikelihoodOf(params, grouped),
  });
}
