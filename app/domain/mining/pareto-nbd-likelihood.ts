/**
 * The likelihood of Pareto/NBD, without the Gauss hypergeometric function of the papers, which fails where α and β lie
 * far apart: the integral over the moment of lapsing that it stands for is taken numerically,
 * L = Γ(r+x) α^r β^s/Γ(r) · [(α+T)^−(r+x) (β+T)^−s + s ∫ from t_x to T of (α+y)^−(r+x) (β+y)^−(s+1) dy].
 * Fader & Hardie (2005), "A note on deriving the Pareto/NBD model and related expressions", the derivation of the
 * likelihood, before the integral is replaced by hypergeometric functions.
 */
import type { Objective } from "./fit";
import type { GroupedHistories } from "./purchase-history";
import { digamma, fallingLogistic, gaussLegendre, lnGamma } from "./special-functions";

/** r and s have no unit; alpha and beta are in weeks. All above 0. */
export type ParetoNbdParams = { r: number; alpha: number; s: number; beta: number };

const FEW = gaussLegendre(8);
const MANY = gaussLegendre(16);
/** How far the logarithm may fall over one panel for 8 and for 16 points to be exact to about 1e-11. */
const REACH_OF_FEW = 6;
const REACH_OF_MANY = 28;
const WIDEST_PANEL = 3;
/** What has fallen by e^−36 no longer counts. */
const NEGLIGIBLE = 36;
const MAX_PANELS = 200;

/** The lapsed term, and its means of ln((α+y)/(α+t_x)), 1/(α+y), ln((β+y)/(β+t_x)) and 1/(β+y), each times the term. */
type LapseSums = Float64Array;
const newLapseSums = (): LapseSums => new Float64Array(5);

/**
 * Fills `sums` with s ∫ ((α+last)/(α+y))^n · ((β+last)/(β+y))^s dy/(β+y), y from `last` to `age`, and the means its
 * derivatives need; in panels even in ln(y + min(α, β)), narrow where the integrand falls fast.
 */
function sumOverLapse(sums: LapseSums, { alpha, s, beta }: ParetoNbdParams, n: number, last: number, age: number): void {
  const smaller = Math.min(alpha, beta);
  const from = smaller + last;
  const whole = Math.log1p((age - last) / from);
  const steepest = Math.max(slopeOf(alpha, s, beta, n, last), slopeOf(alpha, s, beta, n, age));
  const rule = steepest * whole <= REACH_OF_FEW ? FEW : MANY;
  let [lapsed, lnA, perA, lnB, perB] = [0, 0, 0, 0, 0];
  let done = 0;
  let fallen = 0;
  for (let panel = 0; panel < MAX_PANELS && done < whole && fallen < NEGLIGIBLE; panel++) {
    const left = whole - done;
    const slope = slopeOf(alpha, s, beta, n, last + from * Math.expm1(done));
    // Over one unit of ln time the slope grows at most e-fold.
    const width = left <= WIDEST_PANEL && steepest * left <= REACH_OF_MANY ? left : Math.min(left, 1, REACH_OF_MANY / Math.E / slope);
    for (let k = 0; k < rule.points.length; k++) {
      const walked = done + width * rule.points[k];
      const gone = from * Math.expm1(walked);
      const [a, b] = [alpha + last + gone, beta + last + gone];
      const growthA = alpha === smaller ? walked : Math.log1p(gone / (alpha + last));
      const growthB = beta === smaller ? walked : Math.log1p(gone / (beta + last));
      const share = (s * Math.exp(-n * growthA - s * growthB) * width * rule.weights[k] * (from + gone)) / b;
      lapsed += share;
      lnA += share * growthA;
      perA += share / a;
      lnB += share * growthB;
      perB += share / b;
    }
    done += width;
    const gone = from * Math.expm1(done);
    fallen = n * Math.log1p(gone / (alpha + last)) + s * Math.log1p(gone / (beta + last));
  }
  sums[0] = lapsed;
  sums[1] = lnA;
  sums[2] = perA;
  sums[3] = lnB;
  sums[4] = perB;
}

/** How fast minus the logarithm of the integrand grows with ln(y + min(α, β)), at most. */
function slopeOf(alpha: number, s: number, beta: number, n: number, y: number): number {
  return (y + Math.min(alpha, beta)) * (n / (alpha + y) + (s + 1) / (beta + y));
}

/** The two terms of L relative to the moment of the last purchase: ln of the living one, and the lapsed one. */
function termsOf(params: ParetoNbdParams, x: number, last: number, age: number): { lnAlive: number; lapsed: number } {
  const n = params.r + x;
  const sums = newLapseSums();
  sumOverLapse(sums, params, n, last, age);
  const lnAlive = -n * Math.log1p((age - last) / (params.alpha + last)) - params.s * Math.log1p((age - last) / (params.beta + last));
  return { lnAlive, lapsed: sums[0] };
}

/** P(still buying | x, t_x, T), 0…1: the living term's share of L, the same note's derivation of P(alive). */
export function paretoNbdPAliveOf(params: ParetoNbdParams, x: number, last: number, age: number): number {
  const { lnAlive, lapsed } = termsOf(params, x, last, age);
  return lapsed === 0 ? 1 : fallingLogistic(Math.log(lapsed) - lnAlive);
}

/** The log-likelihood of grouped histories, in weeks. */
export function paretoNbdLogLikelihoodOf(params: ParetoNbdParams, grouped: GroupedHistories): number {
  const { r, alpha, s, beta } = params;
  let sum = grouped.buyers * (r * Math.log(alpha) + s * Math.log(beta) - lnGamma(r));
  for (let i = 0; i < grouped.repeats.length; i++) sum += grouped.buyersByRepeats[i] * lnGamma(r + grouped.repeats[i]);
  for (let g = 0; g < grouped.buyersInGroup.length; g++) {
    const x = grouped.repeats[grouped.repeatsIndex[g]];
    const last = grouped.weeks[grouped.lastIndex[g]];
    const { lnAlive, lapsed } = termsOf(params, x, last, grouped.weeks[grouped.ageIndex[g]]);
    const lnFromLast = -(r + x) * Math.log(alpha + last) - s * Math.log(beta + last);
    sum += grouped.buyersInGroup[g] * (lnFromLast + Math.log(Math.exp(lnAlive) + lapsed));
  }
  return sum;
}

/** Minus the mean log-likelihood and its derivatives, of (ln r, ln α, ln s, ln β), time in units of `weeksPerUnit`. */
export function paretoNbdObjective(grouped: GroupedHistories, weeksPerUnit: number): Objective {
  const { buyers, repeats, buyersByRepeats, repeatsIndex, lastIndex, ageIndex, buyersInGroup } = grouped;
  const times = grouped.weeks.map((weeks) => weeks / weeksPerUnit);
  const sums = newLapseSums();
  return (at, gradient) => {
    const [r, alpha, s, beta] = at.map(Math.exp);
    const params = { r, alpha, s, beta };
    let sum = buyers * (r * at[1] + s * at[3] - lnGamma(r));
    let byR = buyers * (at[1] - digamma(r));
    let byAlpha = (buyers * r) / alpha;
    let byS = buyers * at[3];
    let byBeta = (buyers * s) / beta;
    for (let i = 0; i < repeats.length; i++) {
      sum += buyersByRepeats[i] * lnGamma(r + repeats[i]);
      byR += buyersByRepeats[i] * digamma(r + repeats[i]);
    }
    for (let g = 0; g < buyersInGroup.length; g++) {
      const n = r + repeats[repeatsIndex[g]];
      const [last, age, people] = [times[lastIndex[g]], times[ageIndex[g]], buyersInGroup[g]];
      sumOverLapse(sums, params, n, last, age);
      const [lapsed, lnA, perA, lnB, perB] = sums;
      const [lnAge, lnBeta] = [Math.log(alpha + age), Math.log(beta + age)];
      const [lnLast, lnLastBeta] = [Math.log(alpha + last), Math.log(beta + last)];
      const alive = Math.exp(-n * (lnAge - lnLast) - s * (lnBeta - lnLastBeta));
      const both = alive + lapsed;
      sum += people * (Math.log(both) - n * lnLast - s * lnLastBeta);
      byR -= (people * (alive * lnAge + lapsed * lnLast + lnA)) / both;
      byAlpha -= (people * n * (alive / (alpha + age) + perA)) / both;
      byS += (people * (lapsed / s - alive * lnBeta - lapsed * lnLastBeta - lnB)) / both;
      byBeta -= (people * ((alive * s) / (beta + age) + (s + 1) * perB)) / both;
    }
    gradient[0] = (-byR * r) / buyers;
    gradient[1] = (-byAlpha * alpha) / buyers;
    gradient[2] = (-byS * s) / buyers;
    gradient[3] = (-byBeta * beta) / buyers;
    return -sum / buyers;
  };
}
