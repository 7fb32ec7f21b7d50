/**
 * Fitting a model: the greatest likelihood over the logarithms of its parameters, by BFGS inside a box, in a bounded
 * number of steps; and the judgement of what came out. A fit that has not converged or ran to an extreme says so in a
 * sentence, because a ranking built on it would look as sure as any other.
 */

export type FitOptions = {
  /**
   * Weight of Σ (ln parameter)² taken off the mean log-likelihood, 0 by default (plain maximum likelihood). It keeps the
   * parameters of small stores near 1; times are then taken in weeks as they are, since the pull depends on the unit.
   */
  penalty?: number;
};

export type Fit<Params> =
  | { state: "fitted"; params: Params; logLikelihood: number; buyers: number; iterations: number; why: null }
  | {
      /** "degenerate": an extreme of the parameters fits best. "not converged": stopped at the limit of steps. */
      state: "degenerate" | "not converged";
      /** The best found, finite, to be shown and not to be used; null when there was nothing to fit. */
      params: Params | null;
      logLikelihood: number | null;
      buyers: number;
      iterations: number;
      /** One sentence. */
      why: string;
    };

/**
 * A function to make small, of the logarithms of the parameters.
 * @param gradient filled with the derivatives at `at`
 */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

/** `inverse`: the second derivatives' inverse as far as the steps have learnt it, row by row; null when they have not. */
export type Minimum = { at: Float64Array; value: number; iterations: number; converged: boolean; inverse: Float64Array | null };

/** ln p stays within ±7: parameters between about 0.0009 and 1,097, in the units of the fit. */
const BOX = 7;
const MAX_ITERATIONS = 300;
const MAX_HALVINGS = 40;
/** A step changes no parameter by more than a factor e², so that a bad first direction cannot leave for the far end. */
const LONGEST_STEP = 2;
/** On a mean log-likelihood of a few units; parameters are then good to about 1e-7. */
const FLAT = 1e-9;
/** When rounding allows no further descent, a slope below this still counts as the bottom. */
const FLAT_ENOUGH = 1e-6;
/** Outside these a parameter says "no such spread", not a number: a judgement from resampling real stores. */
const EXTREME_HIGH = 100;
const EXTREME_LOW = 1e-3;

/**
 * Minimises by BFGS with backtracking (Nocedal & Wright, Numerical Optimization, 2006, algorithm 6.1 and 3.1), every
 * coordinate kept within ±7; coordinates at the wall with a downhill slope through it rest.
 * @param start the logarithms of the first guess
 * @param known the inverse that steps on a like objective have learnt: near its minimum a handful of steps is enough
 */
export function minimise(objective: Objective, start: ArrayLike<number>, known: Float64Array | null = null): Minimum {
  const size = start.length;
  let at = Float64Array.from(start, inBox);
  let gradient = new Float64Array(size);
  let value = objective(at, gradient);
  let inverse = known;
  for (let iterations = 0; iterations < MAX_ITERATIONS; iterations++) {
    const slope = gradient.map((one, i) => (blocked(at[i], one) ? 0 : one));
    const steepest = Math.max(...slope.map(Math.abs));
    if (steepest < FLAT) return { at, value, iterations, converged: true, inverse };
    let direction = downhill(inverse, slope);
    if (dot(direction, slope) >= 0) {
      inverse = null;
      direction = downhill(null, slope);
    }
    const next = search(objective, at, value, slope, direction);
    if (!next) {
      if (inverse === null || steepest < FLAT_ENOUGH) return { at, value, iterations, converged: steepest < FLAT_ENOUGH, inverse };
      inverse = null;
      continue;
    }
    const step = next.at.map((one, i) => one - at[i]);
    const bend = next.gradient.map((one, i) => (step[i] === 0 ? 0 : one - gradient[i]));
    inverse = update(inverse, step, bend);
    ({ at, value, gradient } = next);
  }
  return { at, value, iterations: MAX_ITERATIONS, converged: false, inverse };
}

const inBox = (one: number): number => Math.min(BOX, Math.max(-BOX, one));
const blocked = (at: number, slope: number): boolean => (at <= -BOX && slope > 0) || (at >= BOX && slope < 0);
const dot = (one: Float64Array, other: Float64Array): number => one.reduce((sum, part, i) => sum + part * other[i], 0);

/** −H · slope on the free coordinates, no longer than allowed. */
function downhill(inverse: Float64Array | null, slope: Float64Array): Float64Array {
  const size = slope.length;
  const direction = slope.map((one, i) => {
    if (one === 0) return 0;
    return inverse ? -dot(inverse.subarray(i * size, (i + 1) * size), slope) : -one;
  });
  const longest = Math.max(...direction.map(Math.abs));
  return longest > LONGEST_STEP ? direction.map((one) => (one * LONGEST_STEP) / longest) : direction;
}

/** Halves the step until the value falls enough (Armijo's rule), or gives up: at the latest where a fall is lost in rounding. */
function search(objective: Objective, at: Float64Array, value: number, slope: Float64Array, direction: Float64Array) {
  let share = 1;
  for (let halvings = 0; halvings < MAX_HALVINGS; halvings++, share /= 2) {
    const trial = at.map((one, i) => inBox(one + share * direction[i]));
    const expected = trial.reduce((sum, one, i) => sum + (one - at[i]) * slope[i], 0);
    if (-expected < Number.EPSILON * Math.abs(value)) return null;
    const gradient = new Float64Array(at.length);
    const there = objective(trial, gradient);
    if (Number.isFinite(there) && there <= value + 1e-4 * expected && there < value) return { at: trial, value: there, gradient };
  }
  return null;
}

/** The BFGS formula for the inverse of the second derivatives; a step that shows no curvature teaches nothing. */
function update(inverse: Float64Array | null, step: Float64Array, bend: Float64Array): Float64Array | null {
  const size = step.length;
  const curvature = dot(step, bend);
  if (!(curvature > 1e-14)) return inverse;
  const before = inverse ?? identity(size, curvature / dot(bend, bend));
  const turned = bend.map((_, i) => dot(before.subarray(i * size, (i + 1) * size), bend));
  const stretch = (1 + dot(bend, turned) / curvature) / curvature;
  return before.map((one, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return one + stretch * step[i] * step[j] - (turned[i] * step[j] + step[i] * turned[j]) / curvature;
  });
}

function identity(size: number, scale: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? scale : 0));
}

/** What a model brings to its fit; parameters are in the model's own order. */
export type Problem<Params extends Record<string, number>> = {
  buyers: number;
  /** Minus the mean log-likelihood, in the units of the fit. */
  objective: Objective;
  /** The same of some thousand of very many buyers: where the search begins, since there a step costs next to nothing. */
  sample?: Objective;
  /** First guesses of the parameters; the later ones are tried only where the earlier do not converge. */
  starts: readonly (readonly number[])[];
  penalty: number;
  /** From the units of the fit to the model's. */
  toParams(values: Float64Array): Params;
  logLikelihood(params: Params): number;
  /** What else would make the answer useless, in a sentence. */
  judge?(params: Params): string | null;
};

/** Minimises, names the parameters, and judges: the one way from a likelihood to a Fit. */
export function fitProblem<Params extends Record<string, number>>(problem: Problem<Params>): Fit<Params> {
  const { penalty, buyers } = problem;
  const penalised =
    (likelihood: Objective): Objective =>
    (at, gradient) => {
      let value = likelihood(at, gradient);
      for (let i = 0; i < at.length; i++) {
        value += penalty * at[i] * at[i];
        gradient[i] += 2 * penalty * at[i];
      }
      return value;
    };
  const objective = penalised(problem.objective);
  let best: Minimum | null = null;
  let iterations = 0;
  for (const start of problem.starts) {
    const rough = problem.sample && minimise(penalised(problem.sample), start.map(Math.log));
    const found = rough ? minimise(objective, rough.at, rough.inverse) : minimise(objective, start.map(Math.log));
    iterations += found.iterations;
    if (!best || (found.converged && !best.converged) || (found.converged === best.converged && found.value < best.value)) best = found;
    if (best.converged) break;
  }
  if (!best || !Number.isFinite(best.value)) return unfittable("not converged", buyers, "the likelihood has no finite value to start from");
  const values = best.at.map(Math.exp);
  const params = problem.toParams(values);
  const shown = { params, logLikelihood: problem.logLikelihood(params), buyers, iterations };
  if (!best.converged) return { ...shown, state: "not converged", why: `no maximum of the likelihood was reached in ${iterations} steps` };
  const why = extremes(Object.keys(params), values) ?? problem.judge?.(params) ?? null;
  return why === null ? { ...shown, state: "fitted", why } : { ...shown, state: "degenerate", why };
}

export function unfittable<Params>(state: "degenerate" | "not converged", buyers: number, why: string): Fit<Params> {
  return { state, params: null, logLikelihood: null, buyers, iterations: 0, why };
}

function extremes(names: string[], values: Float64Array): string | null {
  for (const [i, name] of names.entries()) {
    if (values[i] > EXTREME_HIGH)
      return `${name} ran to an extreme (above ${EXTREME_HIGH}): these buyers do not differ in what it measures`;
    if (values[i] < EXTREME_LOW) return `${name} ran to an extreme (below ${EXTREME_LOW}): these orders do not tell what it measures`;
  }
  return null;
}
