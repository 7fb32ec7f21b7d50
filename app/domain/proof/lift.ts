/**
 * What inviting changed: everybody whom a press drew lots for, by how the lot fell and not by who joined (intention to treat), as the
 * difference of two means within each press. The interval is the one the lots themselves give: they are drawn again, within each press
 * and decile as the first time, and a difference belongs to the interval unless fewer than 2.5 % of the draws lie as far beyond it.
 * It rests on no bell curve, so it holds for spend of which a few people make most and for twenty people held out; and since every
 * difference is measured by its own standard error, also where inviting changes some people much and others not at all. How often it
 * covers the truth is simulated beside Welch's, which does so too seldom, in test/domain/proof/lift.test.ts.
 *
 * Randomisation test and its inversion: R. A. Fisher, The Design of Experiments, 1935; E. J. G. Pitman, J. R. Stat. Soc. Suppl. 4, 1937.
 * Studentised: A. Janssen, Statistics & Probability Letters 36, 1997; J. Wu and P. Ding, J. Am. Stat. Assoc. 116, 2021. Presses as
 * strata and their weights: G. W. Imbens and D. B. Rubin, Causal Inference, 2015, chapter 9; standard error: J. Neyman, 1923.
 */
import { drawAgain, sortByPress, type Drawn, type Press, type Redraw } from "./lots";

/** Per person, in the measure's own unit; the two means are weighted as the difference is, so that they differ by it. */
export type Difference = {
  invited: number;
  heldOut: number;
  difference: number;
  /** The 95 % interval; null: the lots could fall in too few ways, or people are too much alike, to give one. */
  interval: { from: number; to: number } | null;
  /** The standard deviation from person to person within a press. */
  spread: number;
};
export type Lift = { invited: number; heldOut: number; presses: number; measures: Difference[] };

/** With the lots as they fell 2,000: 2.5 % of them are fifty. */
export const DRAWS = 1_999;
const BEYOND = (DRAWS + 1) * 0.025;

/** @param seed 32 hexadecimal digits; the same rows and seed give the same interval. Presses in which nobody, or everybody, was held out say nothing. */
export function measureLift(drawn: Drawn, { seed }: { seed: string }): Lift {
  const sorted = sortByPress(drawn);
  const { presses } = sorted;
  const count = (which: "invited" | "heldOut") => presses.reduce((all, press) => all + press[which], 0);
  const people = { invited: count("invited"), heldOut: count("heldOut"), presses: presses.length };
  if (!presses.length) return { ...people, measures: [] };
  const draws = drawAgain(drawn, sorted, { seed, draws: DRAWS });
  const measures = drawn.values.map((_, measure): Difference => {
    const asTheyFell = presses.map(({ sums }): Redraw => ({ ...sums[measure].heldOut, invited: 0, invitedSum: 0 }));
    const heldOut = presses.reduce((mean, press) => mean + (press.weight * press.sums[measure].heldOut.sum) / press.heldOut, 0);
    const { difference } = compare(presses, measure, asTheyFell, 0);
    const spread = Math.sqrt(squaresWithin(presses, measure) / Math.max(1, people.invited + people.heldOut - presses.length));
    return { invited: heldOut + difference, heldOut, difference, spread, interval: invert(presses, measure, draws[measure], asTheyFell) };
  });
  return { ...people, measures };
}

/** Difference and standard error of these lots, had each of the truly invited had `theta` less. */
function compare(presses: Press[], measure: number, lots: Redraw[], theta: number): { difference: number; error: number } {
  let [difference, variance] = [0, 0];
  for (let at = 0; at < presses.length; at++) {
    const { weight, invited, heldOut, sums } = presses[at];
    const { all, heldOut: held } = sums[measure];
    const lot = lots[at];
    const lessThan = (sum: number, many: number) => sum - theta * many;
    const lessSquared = (squares: number, sum: number, many: number) => squares - 2 * theta * sum + theta * theta * many;
    const heldSum = lessThan(lot.sum, lot.invited);
    const heldSquares = lessSquared(lot.squares, lot.invitedSum, lot.invited);
    const restSum = lessThan(all.sum, invited) - heldSum;
    const restSquares = lessSquared(all.squares, all.sum - held.sum, invited) - heldSquares;
    difference += weight * (restSum / invited - heldSum / heldOut);
    const part = (sum: number, squares: number, many: number) =>
      many > 1 ? Math.max(0, squares - (sum * sum) / many) / (many - 1) / many : 0;
    variance += weight * weight * (part(restSum, restSquares, invited) + part(heldSum, heldSquares, heldOut));
  }
  return { difference, error: Math.sqrt(variance) };
}

/** The differences that the lots do not contradict, sought outwards from the one observed. */
function invert(presses: Press[], measure: number, draws: Redraw[][], asTheyFell: Redraw[]): Difference["interval"] {
  const observed = compare(presses, measure, asTheyFell, 0);
  if (!(observed.error > 0)) return null;
  const isContradicted = (theta: number, side: 1 | -1): boolean => {
    const { difference, error } = compare(presses, measure, asTheyFell, theta);
    const reached = (side * difference) / error;
    // The lots as they fell are one of them. What differs by rounding alone is the same.
    let beyond = 1;
    for (const lots of draws) {
      const drawn = compare(presses, measure, lots, theta);
      if (!(drawn.error > 0) || (side * drawn.difference) / drawn.error >= reached - 1e-9) beyond++;
      if (beyond > BEYOND) return false;
    }
    return true;
  };
  const from = seek(observed, -1, (theta) => isContradicted(theta, 1));
  const to = seek(observed, 1, (theta) => isContradicted(theta, -1));
  return from === null || to === null ? null : { from, to };
}

/** Doubling steps to the first that is contradicted, then halving. */
function seek(
  { difference, error }: { difference: number; error: number },
  side: 1 | -1,
  isContradicted: (theta: number) => boolean,
): number | null {
  let [kept, reached] = [0, 2];
  for (let step = 0; step < 12 && !isContradicted(difference + side * reached * error); step++) [kept, reached] = [reached, reached * 2];
  if (reached > 2 ** 12) return null;
  for (let step = 0; step < 12; step++) {
    const middle = (kept + reached) / 2;
    if (isContradicted(difference + side * middle * error)) reached = middle;
    else kept = middle;
  }
  return difference + side * reached * error;
}

function squaresWithin(presses: Press[], measure: number): number {
  return presses.reduce((total, { sums, invited, heldOut }) => {
    const { sum, squares } = sums[measure].all;
    return total + Math.max(0, squares - (sum * sum) / (invited + heldOut));
  }, 0);
}
