/**
 * The few functions of numerical analysis that the purchase models are written in: log-gamma and its derivative, sums
 * of logarithms that neither overflow nor cancel, and Gauss-Legendre quadrature. Own code, from the formulas named at
 * each function; the models above them never handle a gamma function itself, only its logarithm.
 */

const HALF_LN_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here on Stirling's series is exact to double precision with the terms below. */
const STIRLING_FROM = 12;

/** B(2k) / (2k (2k−1)), k = 1…8, with Bernoulli's numbers B: the coefficients of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400];
/** B(2k) / 2k, k = 1…8: the coefficients of digamma's series. */
const DIGAMMA = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32_760, 1 / 12, -3617 / 8160];

/** Σ coefficients[k] · y^k, the highest power first. */
function polynomial(coefficients: readonly number[], y: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * y + coefficients[k];
  return sum;
}

/**
 * ln Γ(x) by Stirling's series, Abramowitz & Stegun (1964) 6.1.41, after raising small x by the recurrence 6.1.15.
 * Absolute error about 1e-15 · max(1, |ln Γ(x)|).
 * @param x finite and above 0
 * @throws RangeError otherwise
 */
export function lnGamma(x: number): number {
  if (!(x > 0 && x < Infinity)) throw new RangeError(`lnGamma needs a finite number above 0, not ${x}`);
  let raised = x;
  let product = 1;
  while (raised < STIRLING_FROM) {
    product *= raised;
    raised += 1;
  }
  const series = polynomial(STIRLING, 1 / (raised * raised)) / raised;
  return (raised - 0.5) * Math.log(raised) - raised + HALF_LN_TWO_PI + series - Math.log(product);
}

/**
 * ψ(x) = d ln Γ(x) / dx by its asymptotic series, Abramowitz & Stegun (1964) 6.3.18, after the recurrence 6.3.5.
 * @param x finite and above 0
 * @throws RangeError otherwise
 */
export function digamma(x: number): number {
  if (!(x > 0 && x < Infinity)) throw new RangeError(`digamma needs a finite number above 0, not ${x}`);
  let raised = x;
  let sum = 0;
  while (raised < STIRLING_FROM) {
    sum -= 1 / raised;
    raised += 1;
  }
  const y = 1 / (raised * raised);
  return sum + Math.log(raised) - 0.5 / raised - polynomial(DIGAMMA, y) * y;
}

/** ln(1 + e^x) for any finite x, without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** 1 / (1 + e^x) for any finite x: from 1 down to 0, never beyond. */
export function fallingLogistic(x: number): number {
  if (x <= 0) return 1 / (1 + Math.exp(x));
  const small = Math.exp(-x);
  return small / (1 + small);
}

/** (1 − e^(−k·l)) / k, and l itself in the limit k → 0; k of either sign, l ≥ 0. */
export function dampedLength(k: number, l: number): number {
  return Math.abs(k * l) < 1e-12 ? l : -Math.expm1(-k * l) / k;
}

/** Points in 0…1 and their weights, which add up to 1. */
export type Quadrature = { points: Float64Array; weights: Float64Array };

/**
 * Gauss-Legendre quadrature on 0…1, the roots of the Legendre polynomial found by Newton's method; Abramowitz & Stegun
 * (1964) 25.4.29. Exact for polynomials of degree 2 · size − 1.
 * @param size how many points, 1 or more
 */
export function gaussLegendre(size: number): Quadrature {
  const points = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    let root = Math.cos((Math.PI * (k + 0.75)) / (size + 0.5));
    let slope = 1;
    for (let pass = 0; pass < 12; pass++) {
      let before = 0;
      let value = 1;
      for (let degree = 1; degree <= size; degree++) {
        [before, value] = [value, ((2 * degree - 1) * root * value - (degree - 1) * before) / degree];
      }
      slope = (size * (root * value - before)) / (root * root - 1);
      root -= value / slope;
    }
    points[k] = (1 - root) / 2;
    weights[k] = 1 / ((1 - root * root) * slope * slope);
  }
  return { points, weights };
}
