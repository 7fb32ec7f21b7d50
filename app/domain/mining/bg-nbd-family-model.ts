/** Makes a PurchaseModel of the formulas that BG/NBD and MBG/NBD share: checks what is given, then asks the formulas. */
import type { BetaGeometricParams, FirstChance } from "./bg-nbd-family";
import { logLikelihoodOf, objectiveOf, pAliveOf, pmfOf } from "./bg-nbd-family";
import { forecasterOf } from "./bg-nbd-family-horizon";
import type { Fit, FitOptions } from "./fit";
import { fitProblem } from "./fit";
import type { PurchaseHistories, PurchaseHistory } from "./purchase-history";
import { checkHistory, checkHorizon, checkParams, groupHistories, partOfVeryMany } from "./purchase-history";
import type { PurchaseModel } from "./purchase-history-model";
import { checkUpTo, timeUnitOf, unfittableHistories } from "./purchase-history-model";

/** The first is what every measurement of ours started from; the others are for stores unlike those. */
const STARTS = [
  [0.6, 7, 0.8, 1.2],
  [1, 20, 0.2, 2],
  [0.1, 2, 2, 5],
];

export function betaGeometricModel(name: string, first: FirstChance): PurchaseModel<BetaGeometricParams> {
  const check = (params: BetaGeometricParams, { repeats, lastWeeks, ageWeeks }: PurchaseHistory): void => {
    checkParams(params);
    checkHistory(repeats, lastWeeks, ageWeeks);
  };
  const forecaster = (params: BetaGeometricParams, horizonWeeks: number): ((history: PurchaseHistory) => number) => {
    checkParams(params);
    checkHorizon(horizonWeeks);
    const expected = forecasterOf(first, params, horizonWeeks);
    return ({ repeats, lastWeeks, ageWeeks }) => {
      checkHistory(repeats, lastWeeks, ageWeeks);
      return expected(repeats, lastWeeks, ageWeeks);
    };
  };
  return {
    name,
    pAlive(params, history) {
      check(params, history);
      return pAliveOf(first, params, history.repeats, history.lastWeeks, history.ageWeeks);
    },
    expectedOrders: (params, history, horizonWeeks) => forecaster(params, horizonWeeks)(history),
    forecaster,
    expectedOrdersOfNewcomer: (params, horizonWeeks) => forecaster(params, horizonWeeks)({ repeats: 0, lastWeeks: 0, ageWeeks: 0 }),
    pmfOfNewcomer(params, horizonWeeks, upTo) {
      checkParams(params);
      checkHorizon(horizonWeeks);
      checkUpTo(upTo);
      return pmfOf(first, params, horizonWeeks, upTo);
    },
    pmf(params, history, horizonWeeks, upTo) {
      check(params, history);
      checkHorizon(horizonWeeks);
      checkUpTo(upTo);
      const { r, alpha, a, b } = params;
      const { repeats, lastWeeks, ageWeeks } = history;
      const alive = pAliveOf(first, params, repeats, lastWeeks, ageWeeks);
      // Whoever is alive is like somebody new with what is known of them already counted in.
      const known = { r: r + repeats, alpha: alpha + ageWeeks, a, b: b + repeats + first };
      const pmf = pmfOf(0, known, horizonWeeks, upTo).map((one) => alive * one);
      pmf[0] += 1 - alive;
      return pmf;
    },
    logLikelihood(params, histories) {
      checkParams(params);
      return logLikelihoodOf(first, params, groupHistories(histories));
    },
    fit: (histories, options = {}) => fit(first, histories, options),
  };
}

function fit(first: FirstChance, histories: PurchaseHistories, { penalty = 0 }: FitOptions): Fit<BetaGeometricParams> {
  const grouped = groupHistories(histories);
  const impossible = unfittableHistories<BetaGeometricParams>(grouped);
  if (impossible) return impossible;
  const weeksPerUnit = timeUnitOf(grouped, penalty);
  const part = partOfVeryMany(histories);
  return fitProblem({
    buyers: grouped.buyers,
    objective: objectiveOf(first, grouped, weeksPerUnit),
    ...(part && { sample: objectiveOf(first, groupHistories(part), weeksPerUnit) }),
    starts: STARTS,
    penalty,
    toParams: ([r, alpha, a, b]) => ({ r, alpha: alpha * weeksPerUnit, a, b }),
    logLikelihood: (params) => logLikelihoodOf(first, params, grouped),
  });
}
