/**
 * The words of mining. A history becomes columns, one row a buyer, whoever read it: the database, or a file. Everything
 * below works on these columns alone. Days are counted from 1970-01-01 where the store is; money is in minor units, whole
 * numbers that a double holds exactly.
 */

export type Column = Float64Array;

/**
 * What each buyer's kept orders add up to, a row each, in the order of their ids. Orders of one day are one purchase.
 * Three days cut the columns: `calibratedUntil`, `testedUntil` and `asOf` (see Periods).
 */
export type BuyerColumns = {
  size: number;
  orders: Column;
  /** Days with an order; the first and the last of them. */
  days: Column;
  firstDay: Column;
  lastDay: Column;
  netMinor: Column;
  /** Of the first day alone. */
  firstNetMinor: Column;
  /** As first ordered, before anything went back; NaN where the history does not tell. */
  orderedMinor: Column;
  gifts: Column;
  /** Pieces bought; NaN where the history does not tell. */
  units: Column;
  /** The same to the end of the calibration; days 0 for who came later. */
  daysBefore: Column;
  lastDayBefore: Column;
  netMinorBefore: Column;
  /** In the test period. */
  daysAfter: Column;
  netMinorAfter: Column;
};

/** What was known of the buyers on one day: what every ranking and every model is made of. Row i is the same buyer everywhere. */
export type Past = {
  size: number;
  asOfDay: number;
  days: Column;
  firstDay: Column;
  lastDay: Column;
  netMinor: Column;
  firstNetMinor: Column;
};

/** The parameters of MBG/NBD that alive spend uses, and those that forecasts use where they are shown. Kept with a mining. */
export type ScoringModels = {
  asOfDay: number;
  /** alpha in weeks; fitted with a slight pull towards 1 (alive-spend.ts). null: no fit to be trusted. */
  mbgNbd: { r: number; alpha: number; a: number; b: number } | null;
  /** gamma in minor units. null: no fit to be trusted, so nothing is said of money to come. */
  gammaGamma: { p: number; q: number; gamma: number } | null;
};

export const RANKING_NAMES = ["alive spend", "past spend", "RFM", "model value"] as const;
export type RankingName = (typeof RANKING_NAMES)[number];
/** Those that may order the list; the others stand beside them in the backtest. */
export type ChosenRanking = "alive spend" | "past spend";

/** How much may be said, best first (ladder.ts). */
export const LEVELS = ["forecasts", "wide forecasts", "order only", "past spend"] as const;
export type Level = (typeof LEVELS)[number];

export const DAYS_A_WEEK = 7;
