/**
 * Orders expected in a horizon under BG/NBD and MBG/NBD, without the Gauss hypergeometric function of the papers, which
 * fails at a = 1 and for many orders: the mean over the buyer's chance to lapse, u, is taken numerically instead,
 * E = P(alive) · ∫₀¹ [1 − (1 + u·t/(α+T))^−(r+x)] / u · Beta(u; a, b+c) du, which equals equation 10 of Fader, Hardie,
 * Lee (2005). The points depend on x alone, so a forecast for many buyers lays them out once for each x.
 */
import type { BetaGeometricParams, FirstChance } from "./bg-nbd-family";
import { pAliveOf } from "./bg-nbd-family";
import { softplus } from "./special-functions";

/** Where the integrand is below e^−40 of its peak, it no longer counts. */
const NEGLIGIBLE = 40;
/** The trapezoid's step for a spread of 1 or more; its error falls like e^(−π²/step), here below 1e-15. */
const WIDEST_STEP = 0.25;
const MAX_POINTS_A_SIDE = 20_000;
/** At or below this u the integrand has long reached its limit; smaller ones would divide zero by zero. */
const SMALLEST = 1e-280;

type Points = { u: Float64Array; weight: Float64Array };

/**
 * The points and weights (summing to 1) of the mean over Beta(u; a, b), for integrands like [1 − (1 + u·τ)^−n]/u with
 * n·τ ≤ `reach`. The trapezoid rule in s, where logit u = s + e^(s−2) − e^(low−s): even where something happens, ever
 * faster where only the tail is left (Takahasi & Mori 1974), so that both a = 0.001 and a = 1,000 need few points.
 */
function pointsOfBeta(a: number, b: number, reach: number): Points {
  const low = -Math.log(1 + a + b + reach) - 2;
  const step = WIDEST_STEP * Math.min(1, Math.sqrt(1 / a + 1 / b));
  const lnReach = Math.log(Math.max(reach, Number.MIN_VALUE));
  const start = Math.log(a / b);
  const u: number[] = [];
  const weight: number[] = [];
  let [peak, peakOfWhole] = [-Infinity, -Infinity];
  const lay = (s: number): boolean => {
    const [up, down] = [Math.exp(s - 2), Math.exp(low - s)];
    const logit = s + up - down;
    const lnU = -softplus(-logit);
    const lnWeight = a * lnU - b * softplus(logit) + Math.log(1 + up + down);
    const lnWhole = lnWeight + Math.min(lnReach, -lnU);
    peak = Math.max(peak, lnWeight);
    peakOfWhole = Math.max(peakOfWhole, lnWhole);
    u.push(Math.max(SMALLEST, Math.exp(lnU)));
    weight.push(lnWeight);
    return lnWeight > peak - NEGLIGIBLE || lnWhole > peakOfWhole - NEGLIGIBLE;
  };
  for (let k = 0; k < MAX_POINTS_A_SIDE && lay(start + k * step); k++);
  for (let k = 1; k < MAX_POINTS_A_SIDE && lay(start - k * step); k++);
  const scaled = weight.map((one) => Math.exp(one - peak));
  const total = scaled.reduce((sum, one) => sum + one, 0);
  return { u: Float64Array.from(u), weight: Float64Array.from(scaled, (one) => one / total) };
}

/** Orders expected within `horizon` weeks of x, t_x, T; parameters, horizon and histories are the caller's to check. */
export function forecasterOf(first: FirstChance, params: BetaGeometricParams, horizon: number) {
  const { r, alpha, a, b } = params;
  const known = new Map<number, Points>();
  const pointsFor = (x: number): Points => {
    const laid = known.get(x);
    if (laid) return laid;
    const points = pointsOfBeta(a, b + x + first, ((r + x) * horizon) / alpha);
    known.set(x, points);
    return points;
  };
  return (x: number, last: number, age: number): number => {
    if (horizon === 0) return 0;
    const { u, weight } = pointsFor(x);
    const share = horizon / (alpha + age);
    let mean = 0;
    for (let k = 0; k < u.length; k++) mean -= (weight[k] * Math.expm1(-(r + x) * Math.log1p(u[k] * share))) / u[k];
    return pAliveOf(first, params, x, last, age) * mean;
  };
}
