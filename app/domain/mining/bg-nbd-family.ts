/**
 * What BG/NBD and MBG/NBD share. In both, orders come at a rate that differs between buyers by a gamma (r, α), and after
 * a purchase a buyer may lapse with a chance that differs by a beta (a, b). They differ in one thing: in MBG/NBD the
 * first purchase already carries that chance. So with c = the chances survived (x, or x + 1), one formula serves both:
 * L = B(a, b+c)/B(a, b) · Γ(r+x) α^r/Γ(r) · [(α+T)^−(r+x) + a/(b+c−1) · (α+t_x)^−(r+x)], the second term only when c > 0.
 * Fader, Hardie, Lee (2005), equation 6; Batislam, Denizel, Filiztekin (2007); summed in logarithms as in Fader, Hardie
 * (2013), "Overcoming the BG/NBD model's #NUM! error problem".
 */
import type { Objective } from "./fit";
import type { GroupedHistories } from "./purchase-history";
import { digamma, fallingLogistic, lnGamma, softplus } from "./special-functions";

/** r, a and b have no unit; alpha is in weeks. All above 0. */
export type BetaGeometricParams = { r: number; alpha: number; a: number; b: number };

/** Chances to lapse at the first purchase: none in BG/NBD, one in MBG/NBD. */
export type FirstChance = 0 | 1;

/** ln of (the lapsed term / the living term) of L; −∞ when nobody can have lapsed. */
function lnOddsOfLapse(first: FirstChance, { r, alpha, a, b }: BetaGeometricParams, x: number, last: number, age: number): number {
  const chances = x + first;
  if (chances === 0) return -Infinity;
  return Math.log(a / (b + chances - 1)) + (r + x) * Math.log1p((age - last) / (alpha + last));
}

/** P(still buying | x, t_x, T), 0…1. Histories and parameters are the caller's to check. */
export function pAliveOf(first: FirstChance, params: BetaGeometricParams, x: number, last: number, age: number): number {
  return fallingLogistic(lnOddsOfLapse(first, params, x, last, age));
}

/** The log-likelihood of grouped histories: what depends on x alone is worked out once for each distinct x. */
export function logLikelihoodOf(first: FirstChance, params: BetaGeometricParams, grouped: GroupedHistories): number {
  const { r, alpha, a, b } = params;
  const atRest = r * Math.log(alpha) - lnGamma(r) + lnGamma(a + b) - lnGamma(b);
  let sum = 0;
  for (let i = 0; i < grouped.repeats.length; i++) {
    const [x, c] = [grouped.repeats[i], grouped.repeats[i] + first];
    sum += grouped.buyersByRepeats[i] * (atRest + lnGamma(r + x) + lnGamma(b + c) - lnGamma(a + b + c));
  }
  for (let g = 0; g < grouped.buyersInGroup.length; g++) {
    const x = grouped.repeats[grouped.repeatsIndex[g]];
    const [last, age] = [grouped.weeks[grouped.lastIndex[g]], grouped.weeks[grouped.ageIndex[g]]];
    sum += grouped.buyersInGroup[g] * (softplus(lnOddsOfLapse(first, params, x, last, age)) - (r + x) * Math.log(alpha + age));
  }
  return sum;
}

/**
 * Minus the mean log-likelihood and its derivatives, of (ln r, ln α, ln a, ln b) with time in units of `weeksPerUnit`.
 * Gamma functions are tabulated per distinct x, logarithms of time per distinct time: a group costs one exponential.
 */
export function objectiveOf(first: FirstChance, grouped: GroupedHistories, weeksPerUnit: number): Objective {
  const { buyers, repeats, buyersByRepeats, repeatsIndex, lastIndex, ageIndex, buyersInGroup } = grouped;
  const times = grouped.weeks.map((weeks) => weeks / weeksPerUnit);
  const lnTimes = new Float64Array(times.length);
  const lnLapse = new Float64Array(repeats.length);
  return (at, gradient) => {
    const [r, alpha, a, b] = at.map(Math.exp);
    for (let i = 0; i < times.length; i++) lnTimes[i] = Math.log(alpha + times[i]);
    let sum = buyers * (r * at[1] - lnGamma(r) + lnGamma(a + b) - lnGamma(b));
    let byR = buyers * (at[1] - digamma(r));
    let byAlpha = (buyers * r) / alpha;
    let byA = buyers * digamma(a + b);
    let byB = byA - buyers * digamma(b);
    for (let i = 0; i < repeats.length; i++) {
      const [x, c, people] = [repeats[i], repeats[i] + first, buyersByRepeats[i]];
      lnLapse[i] = c === 0 ? -Infinity : at[2] - Math.log(b + c - 1);
      const whole = people * digamma(a + b + c);
      sum += people * (lnGamma(r + x) + lnGamma(b + c) - lnGamma(a + b + c));
      byR += people * digamma(r + x);
      byA -= whole;
      byB += people * digamma(b + c) - whole;
    }
    for (let g = 0; g < buyersInGroup.length; g++) {
      const xAt = repeatsIndex[g];
      const x = repeats[xAt];
      const people = buyersInGroup[g];
      const [lnLast, lnAge] = [lnTimes[lastIndex[g]], lnTimes[ageIndex[g]]];
      const lnOdds = lnLapse[xAt] + (r + x) * (lnAge - lnLast);
      const small = Math.exp(-Math.abs(lnOdds));
      const lapsed = people * (lnOdds > 0 ? 1 / (1 + small) : small / (1 + small));
      sum += people * ((lnOdds > 0 ? lnOdds : 0) + Math.log1p(small) - (r + x) * lnAge);
      byR -= people * lnAge + lapsed * (lnLast - lnAge);
      byAlpha -= (r + x) * ((people - lapsed) / (alpha + times[ageIndex[g]]) + lapsed / (alpha + times[lastIndex[g]]));
      if (lapsed > 0) {
        byA += lapsed / a;
        byB -= lapsed / (b + x + first - 1);
      }
    }
    gradient[0] = (-byR * r) / buyers;
    gradient[1] = (-byAlpha * alpha) / buyers;
    gradient[2] = (-byA * a) / buyers;
    gradient[3] = (-byB * b) / buyers;
    return -sum / buyers;
  };
}

/**
 * P(X(t) = n), n = 0…upTo, of somebody with these parameters from now on: alive after n orders, or lapsed at the n-th.
 * Fader, Hardie, Lee (2005), equation 8. A tail below about 1e-14 is lost to rounding.
 */
export function pmfOf(first: FirstChance, { r, alpha, a, b }: BetaGeometricParams, horizon: number, upTo: number): Float64Array {
  const pmf = new Float64Array(upTo + 1);
  const lnRest = Math.log1p(horizon / alpha);
  const lnMove = horizon === 0 ? -Infinity : Math.log(horizon / (alpha + horizon));
  let lnCount = -r * lnRest;
  let reached = 1;
  let survived = first === 1 ? b / (a + b) : 1;
  let lapses = first === 1 ? a / (a + b) : 0;
  for (let n = 0; n <= upTo; n++) {
    const exactly = Math.exp(lnCount);
    pmf[n] = survived * exactly + lapses * reached;
    reached = Math.max(0, reached - exactly);
    lnCount += Math.log((r + n) / (n + 1)) + lnMove;
    const whole = a + b + n + first;
    lapses = (survived * a) / whole;
    survived *= (b + n + first) / whole;
  }
  return pmf;
}
