/**
 * Gamma-Gamma, a buyer's spend per order: Fader & Hardie (2013), "The gamma-gamma model of monetary value", note 25 at
 * brucehardie.com. Orders of one buyer scatter by a gamma (p, ν); ν differs between buyers by a gamma (q, γ). It assumes
 * that how much somebody spends per order says nothing of how often they order. Money in any one unit: γ has that unit,
 * p and q have none.
 */
import type { Fit } from "./fit";
import { fitProblem, unfittable, type Objective } from "./fit";
import { checkParams } from "./purchase-history";
import { digamma, lnGamma } from "./special-functions";

/** p and q have no unit; gamma is in the unit of spend. */
export type GammaGammaParams = { p: number; q: number; gamma: number };

/** One buyer: over how many orders the mean was taken (from 0), and the mean net spend of these, above 0. */
export type Spend = { orders: number; meanSpend: number };

/** Many buyers as columns of one length. */
export type Spends = { orders: ArrayLike<number>; meanSpend: ArrayLike<number> };

/** `buyers` counts those the fit was made of; `leftOut` those without an order or without a mean above 0. */
export type GammaGammaFit = Fit<GammaGammaParams> & { leftOut: number };

/** Relative to a mean spend of 1. */
const STARTS = [
  [3, 3, 1],
  [1, 5, 3],
  [8, 2, 0.3],
];

type Known = { orders: Float64Array; meanSpend: Float64Array };

/**
 * E[spend per order | history] = p (γ + x·z̄)/(p·x + q − 1), equation 5: between the buyer's own mean and everybody's.
 * @param spend with 0 orders the mean of everybody, and `meanSpend` is not read
 * @returns in the unit of gamma, above 0
 * @throws RangeError when q ≤ 1, where the mean of everybody does not exist (the fit says "degenerate"), for parameters
 *   not above 0, orders not a whole number from 0, or a mean spend not above 0
 */
export function expectedSpend(params: GammaGammaParams, { orders, meanSpend }: Spend): number {
  checkParams(params);
  const { p, q, gamma } = params;
  if (q <= 1) throw new RangeError(`with q = ${q} (1 or less) buyers have no mean spend: use each buyer's own mean instead`);
  if (!Number.isInteger(orders) || orders < 0) throw new RangeError(`orders must be a whole number from 0, not ${orders}`);
  if (orders === 0) return (p * gamma) / (q - 1);
  if (!(meanSpend > 0 && meanSpend < Infinity)) throw new RangeError(`mean spend must be finite and above 0, not ${meanSpend}`);
  return (p * (gamma + orders * meanSpend)) / (p * orders + q - 1);
}

/**
 * Σ over buyers of the log-likelihood of their mean spend, equation 1a; buyers that cannot be read as spend are left out.
 * @throws RangeError for parameters not above 0 or columns of different length
 */
export function gammaGammaLogLikelihood(params: GammaGammaParams, spends: Spends): number {
  checkParams(params);
  return logLikelihoodOf(params, readable(spends));
}

/**
 * The parameters of greatest likelihood. The papers fit repeat buyers only, on the mean of their repeat orders; whom to
 * hand in is the caller's choice. Spends of 0 or less, and rows that are no number, are left out and counted.
 * @throws RangeError for columns of different length
 */
export function fitGammaGamma(spends: Spends): GammaGammaFit {
  const known = readable(spends);
  const buyers = known.orders.length;
  const leftOut = spends.orders.length - buyers;
  if (buyers === 0) return { ...unfittable<GammaGammaParams>("degenerate", 0, "nobody has spent anything"), leftOut };
  const unit = known.meanSpend.reduce((sum, one) => sum + one / buyers, 0);
  const fit = fitProblem<GammaGammaParams>({
    buyers,
    objective: objectiveOf({ orders: known.orders, meanSpend: known.meanSpend.map((one) => one / unit) }),
    starts: STARTS,
    penalty: 0,
    toParams: ([p, q, gamma]) => ({ p, q, gamma: gamma * unit }),
    logLikelihood: (params) => logLikelihoodOf(params, known),
    judge: ({ q }) => (q <= 1 ? "q is 1 or less: spend differs so much between buyers that it has no mean" : null),
  });
  return { ...fit, leftOut };
}

function readable({ orders, meanSpend }: Spends): Known {
  if (orders.length !== meanSpend.length) throw new RangeError("the two columns of spends must have the same length");
  const rows = Array.from(orders, (_, row) => row).filter(
    (row) => Number.isInteger(orders[row]) && orders[row] > 0 && meanSpend[row] > 0 && meanSpend[row] < Infinity,
  );
  return { orders: Float64Array.from(rows, (row) => orders[row]), meanSpend: Float64Array.from(rows, (row) => meanSpend[row]) };
}

function countByOrders(orders: Float64Array): [orders: number, buyers: number][] {
  const counts = new Map<number, number>();
  for (const one of orders) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts];
}

function logLikelihoodOf({ p, q, gamma }: GammaGammaParams, { orders, meanSpend }: Known): number {
  let sum = orders.length * (q * Math.log(gamma) - lnGamma(q));
  for (const [x, buyers] of countByOrders(orders)) sum += buyers * (lnGamma(p * x + q) - lnGamma(p * x));
  for (let i = 0; i < orders.length; i++) {
    const spent = orders[i] * meanSpend[i];
    sum -= p * orders[i] * Math.log1p(gamma / spent) + q * Math.log(gamma + spent) + Math.log(meanSpend[i]);
  }
  return sum;
}

/** Minus the mean log-likelihood and its derivatives, of (ln p, ln q, ln γ); gamma functions once for each distinct x. */
function objectiveOf({ orders, meanSpend }: Known): Objective {
  const buyers = orders.length;
  const counts = countByOrders(orders);
  const spent = orders.map((x, i) => x * meanSpend[i]);
  const lnSpent = spent.map(Math.log);
  const sumOfLnMeans = meanSpend.reduce((sum, one) => sum + Math.log(one), 0);
  return (at, gradient) => {
    const [p, q, gamma] = at.map(Math.exp);
    let sum = buyers * (q * at[2] - lnGamma(q)) - sumOfLnMeans;
    let byP = 0;
    let byQ = buyers * (at[2] - digamma(q));
    let byGamma = (buyers * q) / gamma;
    for (const [x, people] of counts) {
      const joint = digamma(p * x + q);
      sum += people * (lnGamma(p * x + q) - lnGamma(p * x));
      byP += people * x * (joint - digamma(p * x));
      byQ += people * joint;
    }
    for (let i = 0; i < buyers; i++) {
      const lnAll = Math.log(gamma + spent[i]);
      const shrink = lnSpent[i] - lnAll;
      sum += p * orders[i] * shrink - q * lnAll;
      byP += orders[i] * shrink;
      byQ -= lnAll;
      byGamma -= (p * orders[i] + q) / (gamma + spent[i]);
    }
    gradient[0] = (-byP * p) / buyers;
    gradient[1] = (-byQ * q) / buyers;
    gradient[2] = (-byGamma * gamma) / buyers;
    return -sum / buyers;
  };
}
