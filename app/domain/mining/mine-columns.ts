/**
 * Mining itself, pure: from buyers as columns to models, backtest, level and scores. It does not know whether a store's
 * database or a file was read; what it draws by chance it draws from the seed, so the same columns give the same answer.
 */
import { aliveColumn, aliveSpend, fitAlive } from "./alive-spend";
import { backtest, tenthOf, type Rankings, type Tested } from "./backtest";
import type { BetaGeometricParams } from "./bg-nbd-family";
import { bgNbd } from "./bg-nbd";
import type { Fit } from "./fit";
import { fitGammaGamma, type GammaGammaFit } from "./gamma-gamma";
import { chooseRanking, levelFor, type FallBackReason, type LevelReason } from "./ladder";
import { mbgNbd } from "./mbg-nbd";
import type { BuyerColumns, ChosenRanking, Column, Level, Past, ScoringModels } from "./mining";
import { expectedOrdersColumn, modelValue } from "./model-value";
import { bestOf } from "./order-rows";
import { coverage } from "./order-range";
import { paretoNbd } from "./pareto-nbd";
import type { ParetoNbdParams } from "./pareto-nbd-likelihood";
import { calibratedPast, historiesOf, repeatRows, spendsOf, wholePast, type Calibrated } from "./past";
import { weeksIn, type Periods } from "./periods";
import { resellers } from "./resellers";
import { rfmScores } from "./rfm";
import { sampleRows } from "./sample-rows";

/**
 * Of more buyers the models are fitted on a sample: its parameters are good to one or two in a hundred, which is better than the
 * models themselves are.
 */
const MOST_FITTED = 100_000;
const FITTED_OF_MORE = 30_000;
/** Pareto/NBD takes an integral for every buyer, and is only looked at. */
const MOST_FITTED_BY_INTEGRAL = 25_000;
const INTEGRALS_OF_MORE = 10_000;
/** Of more buyers the backtest is made on a sample: a share of the best tenth is then good to half a point. */
const MOST_TESTED = 50_000;

/** The published models at greatest likelihood, fitted on the calibration; kept to be looked at. */
export type FittedModels = {
  bgNbd: Fit<BetaGeometricParams>;
  mbgNbd: Fit<BetaGeometricParams>;
  paretoNbd: Fit<ParetoNbdParams>;
  gammaGamma: GammaGammaFit;
};

export type Backtest = {
  /** How many buyers the calibration knew, and how many of them were looked at. */
  buyers: number;
  sampled: number;
  weeks: number;
  rankings: Tested[];
  /** Orders forecast for the test period by those that came; null where nothing could be forecast. */
  forecastToActual: number | null;
  /** Of 100 buyers' later orders, how many lay inside their 90 % range; also of the best tenth alone. null: no ranges. */
  rangesHeld: { all: number; best: number } | null;
};

export type Mined = {
  repeatBuyers: number;
  resellers: Uint32Array;
  models: FittedModels;
  scoring: ScoringModels;
  backtest: Backtest | null;
  level: Level;
  levelWhy: LevelReason[];
  chosen: ChosenRanking;
  fallBack: FallBackReason | null;
  /** P(still buying) of each row, as of the day of the count; null when there is no fit to score with. */
  alive: Column | null;
  /** Of the ranking in use, in minor units; higher is better. */
  scores: Column;
};

export type MineInput = { buyers: BuyerColumns; periods: Periods; truncated: boolean; seed: string };

/** At the last level somebody who has not ordered for so long is not put forward: nothing else tells who has gone. */
export const RECENT_DAYS = 365;

/** @param input.buyers at least one; @param input.seed 32 hexadecimal digits */
export function mineColumns({ buyers, periods, truncated, seed }: MineInput): Mined {
  const marked = resellers(buyers);
  const calibrated = calibratedPast(buyers, periods.calibration.to, testSample(buyers, seed));
  const many = buyers.size > MOST_FITTED;
  const isMarked = new Set(marked);
  const fitRows = (size: number, buyerOf: (row: number) => number): Uint32Array =>
    sampleRows(size, many ? FITTED_OF_MORE : size, seed).filter((row) => !isMarked.has(buyerOf(row)));

  const before = fitRows(calibrated.past.size, (row) => calibrated.rows[row]);
  const models = fitModels(calibrated.past, before);
  const tested = periods.test ? testRankings(calibrated, before, models, weeksIn(periods.test), seed) : null;
  const backtest = tested && { ...tested, buyers: buyers.daysBefore.reduce((sum, days) => sum + (days > 0 ? 1 : 0), 0) };

  const past = wholePast(buyers, periods.asOf);
  const now = fitRows(past.size, (row) => row);
  const fit = fitAlive(past, now);
  const gammaGamma = fitGammaGamma(spendsOf(past, repeatRows(past, now)));
  const alive = fit.params && aliveColumn(past, fit.params);
  const usable = alive !== null && alive.every(Number.isFinite);
  const repeatBuyers = past.days.reduce((sum, days) => sum + (days > 1 ? 1 : 0), 0);
  const known = {
    buyers: past.size,
    repeatBuyers,
    historyWeeks: weeksIn({ from: periods.horizon.from, to: periods.asOf }),
    truncated,
    fit: fit.state,
    usable,
    forecastToActual: tested?.forecastToActual ?? null,
    difference: tested?.rankings.find(({ name }) => name === "alive spend")?.difference ?? null,
  };
  const { level, why: levelWhy } = levelFor(known);
  const { chosen, why: fallBack } = chooseRanking(known, level);
  return {
    repeatBuyers,
    resellers: marked,
    models,
    scoring: {
      asOfDay: periods.asOf,
      mbgNbd: usable ? fit.params : null,
      gammaGamma: gammaGamma.state === "fitted" ? gammaGamma.params : null,
    },
    backtest,
    level,
    levelWhy,
    chosen,
    fallBack,
    alive: usable ? alive : null,
    scores: usable && chosen === "alive spend" ? aliveSpend(past, alive) : pastSpend(past, level),
  };
}

function testSample(buyers: BuyerColumns, seed: string): Uint32Array | undefined {
  return buyers.size > MOST_TESTED ? sampleRows(buyers.size, MOST_TESTED, seed) : undefined;
}

function fitModels(past: Past, rows: Uint32Array): FittedModels {
  const histories = historiesOf(past, rows);
  // Every n-th of a random sample is a random sample.
  const every = rows.length > MOST_FITTED_BY_INTEGRAL ? Math.floor(rows.length / INTEGRALS_OF_MORE) : 1;
  const fewer =
    every === 1
      ? histories
      : historiesOf(
          past,
          rows.filter((_, at) => at % every === 0),
        );
  return {
    bgNbd: bgNbd.fit(histories),
    mbgNbd: mbgNbd.fit(histories),
    paretoNbd: paretoNbd.fit(fewer),
    gammaGamma: fitGammaGamma(spendsOf(past, repeatRows(past, rows))),
  };
}

function testRankings(
  { past, daysAfter, netMinorAfter }: Calibrated,
  rows: Uint32Array,
  models: FittedModels,
  weeks: number,
  seed: string,
) {
  if (past.size === 0) return null;
  const { params } = fitAlive(past, rows);
  const gammaGamma = models.gammaGamma.state === "fitted" ? models.gammaGamma.params : null;
  const expected = params && expectedOrdersColumn(past, params, weeks);
  const rankings: Rankings = [
    ...(params ? [{ name: "alive spend" as const, scores: aliveSpend(past, aliveColumn(past, params)) }] : []),
    { name: "past spend", scores: past.netMinor },
    { name: "RFM", scores: rfmScores(past) },
    ...(expected ? [{ name: "model value" as const, scores: modelValue(past, expected, gammaGamma) }] : []),
  ];
  const measured = backtest(rankings, { netMinorAfter, daysAfter, lastDay: past.lastDay }, seed);
  if (!measured) return null;
  const everybody = sampleRows(past.size, past.size, seed);
  const best = bestOf(rankings[0].scores, past.lastDay, tenthOf(past.size));
  const sum = (column: Column): number => column.reduce((total, one) => total + one, 0);
  const held = (some: Uint32Array): number => coverage(params!, past, daysAfter, weeks, some);
  return {
    sampled: past.size,
    weeks,
    rankings: measured,
    forecastToActual: expected && sum(expected) / sum(daysAfter),
    rangesHeld: params && { all: held(everybody), best: held(best) },
  };
}

/** Net spend; at the last level those who ordered within a year come first. */
function pastSpend(past: Past, level: Level): Column {
  if (level !== "past spend") return past.netMinor.slice();
  // Every score of the recent stands above every score of the others, and each group keeps its order.
  const most = past.netMinor.reduce((highest, one) => Math.max(highest, one), 0);
  return past.netMinor.map((net, row) => (past.asOfDay - past.lastDay[row] <= RECENT_DAYS ? net : net - most - 1));
}
