/**
 * How well each ranking would have found the best later buyers, had it been made at the end of the calibration. It is shown,
 * not used to choose: on stores of some hundred buyers a chooser's noise costs more than it gains. What is compared is the
 * best tenth; the difference from past spend has an interval by a paired bootstrap over buyers (Efron & Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapter 13).
 */
import { seededNumbers } from "../seeded-numbers";
import type { Column, RankingName } from "./mining";
import { bestOf } from "./order-rows";

export type Measure = {
  /** Of the true best tenth by later spend, the share that the ranking's best tenth holds; and the same for hundredths. */
  recallAtTop10: number;
  recallAtTop1: number;
  /** Of all later spend, the share of the ranking's best tenth. */
  spendShare: number;
  /** Of the ranking's best tenth, the share that bought again at all. */
  activeShare: number;
};
/** Of recallAtTop10, as a share: 0.023 is 2.3 points. 95 in 100 intervals made like this hold the true difference. */
export type Difference = { to: "past spend"; by: number; low: number; high: number; standardError: number };
export type Tested = Measure & { name: RankingName; difference: Difference | null };

export const RESAMPLES = 1_000;
/**
 * Of more buyers, resamples are drawn this large and the spread is scaled down to the whole (Bickel, Götze & van Zwet,
 * "Resampling fewer than n observations", Statistica Sinica 7, 1997): the interval of a million needs no million draws.
 */
const LARGEST_RESAMPLE = 10_000;

/** The best tenth and the best hundredth of so many, whole people, at least one. */
export const tenthOf = (buyers: number): number => Math.max(1, Math.round(buyers / 10));
const hundredthOf = (buyers: number): number => Math.max(1, Math.round(buyers / 100));

export type Rankings = { name: RankingName; scores: Column }[];

/**
 * @param rankings higher scores are better; "past spend" among them
 * @param seed 32 hexadecimal digits, kept with the result so that it can be drawn again
 * @returns one row a ranking, in the order given; null when nobody bought anything in the test period
 */
export function backtest(
  rankings: Rankings,
  { netMinorAfter, daysAfter, lastDay }: { netMinorAfter: Column; daysAfter: Column; lastDay: Column },
  seed: string,
): Tested[] | null {
  const buyers = netMinorAfter.length;
  const spent = netMinorAfter.reduce((sum, one) => sum + one, 0);
  if (!(spent > 0)) return null;
  const [tenth, hundredth] = [tenthOf(buyers), hundredthOf(buyers)];
  const truth = bestOf(netMinorAfter, lastDay, tenth);
  const chosen = rankings.map(({ scores }) => bestOf(scores, lastDay, tenth));
  const measures = chosen.map((rows): Measure => {
    const sumOver = (column: Column): number => rows.reduce((sum, row) => sum + column[row], 0);
    return {
      recallAtTop10: shared(rows, truth) / tenth,
      recallAtTop1: shared(rows.subarray(0, hundredth), truth.subarray(0, hundredth)) / hundredth,
      spendShare: sumOver(netMinorAfter) / spent,
      activeShare: rows.reduce((sum, row) => sum + (daysAfter[row] > 0 ? 1 : 0), 0) / tenth,
    };
  });
  const differences = bootstrap(rankings, netMinorAfter, lastDay, measures, seed);
  return rankings.map(({ name }, index) => ({ name, ...measures[index], difference: differences[index] }));
}

function shared(some: Uint32Array, others: Uint32Array): number {
  const known = new Set(others);
  return some.reduce((sum, row) => sum + (known.has(row) ? 1 : 0), 0);
}

function bootstrap(rankings: Rankings, later: Column, lastDay: Column, measures: Measure[], seed: string): (Difference | null)[] {
  const base = rankings.findIndex(({ name }) => name === "past spend");
  const buyers = later.length;
  const drawn = Math.min(buyers, LARGEST_RESAMPLE);
  const tenth = tenthOf(drawn);
  // In a resample somebody's place rarely leaves twice their share of the whole: beyond that nobody is looked at.
  const orders = [later, ...rankings.map(({ scores }) => scores)].map((scores) => bestOf(scores, lastDay, buyers));
  const random = seededNumbers(seed);
  const times = new Uint16Array(buyers);
  const inTruth = new Uint16Array(buyers);
  const differences = rankings.map(() => new Float64Array(RESAMPLES));
  const recalls = new Float64Array(rankings.length);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    times.fill(0);
    for (let i = 0; i < drawn; i++) times[Math.floor((random() / 2 ** 32) * buyers)]++;
    const truth = takeBest(orders[0], times, tenth, inTruth);
    for (let ranking = 0; ranking < rankings.length; ranking++)
      recalls[ranking] = foundIn(inTruth, orders[ranking + 1], times, tenth) / tenth;
    for (const row of truth) inTruth[row] = 0;
    for (let ranking = 0; ranking < rankings.length; ranking++) differences[ranking][resample] = recalls[ranking] - recalls[base];
  }
  const shrink = Math.sqrt(drawn / buyers);
  return rankings.map((_, ranking) => {
    if (ranking === base) return null;
    const by = measures[ranking].recallAtTop10 - measures[base].recallAtTop10;
    const sorted = differences[ranking].sort();
    const mean = sorted.reduce((sum, one) => sum + one, 0) / RESAMPLES;
    const standardError = shrink * Math.sqrt(sorted.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (RESAMPLES - 1));
    const scaled = (at: number): number => (shrink === 1 ? sorted[at] : by + shrink * (sorted[at] - mean));
    return {
      to: "past spend",
      by,
      low: scaled(Math.round(0.025 * RESAMPLES)),
      high: scaled(Math.round(0.975 * RESAMPLES) - 1),
      standardError,
    };
  });
}

/** Writes how often each row is among the first `wanted` copies of this order, the last one's perhaps in part. @returns the rows they are of */
function takeBest(order: Uint32Array, times: Uint16Array, wanted: number, taken: Uint16Array): Uint32Array {
  let at = 0;
  for (let left = wanted; left > 0 && at < order.length; at++) left -= taken[order[at]] = Math.min(times[order[at]], left);
  return order.subarray(0, at);
}

/** How many of the first `wanted` copies of this order are also taken. */
function foundIn(taken: Uint16Array, order: Uint32Array, times: Uint16Array, wanted: number): number {
  let both = 0;
  for (let at = 0, left = wanted; left > 0 && at < order.length; at++) {
    const row = order[at];
    const count = Math.min(times[row], left);
    both += Math.min(count, taken[row]);
    left -= count;
  }
  return both;
}
