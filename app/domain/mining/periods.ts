/**
 * Which part of the history the models are fitted on and which part they are tried on, chosen by its length alone, never by
 * what comes out. As long a test as the forecast, but no more than half of what there is: a test on the store's own past
 * needs a past before it.
 */
import { DAYS_A_WEEK } from "./mining";

/** Half a year: what a forecast speaks of, and what is tested, unless somebody asks otherwise. */
export const FORECAST_WEEKS = 26;
/** A test shorter than this sees too few orders to say anything. */
const SHORTEST_TEST_WEEKS = 6;

/** Days since 1970; both ends belong to the period. */
export type Period = { from: number; to: number };
export type Periods = {
  horizon: Period;
  calibration: Period;
  /** null: the history is too short to be tested. */
  test: Period | null;
  /** The day of the count: rankings and forecasts are made at its end. */
  asOf: number;
  forecastWeeks: number;
};

/** What somebody may ask for; days since 1970, weeks whole. */
export type AskedPeriods = { until?: number; asOf?: number; horizonWeeks?: number };

export const weeksIn = ({ from, to }: Period): number => (to - from + 1) / DAYS_A_WEEK;

/**
 * @param horizon the first and the last day with an order that counts
 * @throws RangeError in a sentence when what was asked for leaves nothing to fit
 */
export function choosePeriods(horizon: Period, asked: AskedPeriods = {}): Periods {
  const asOf = asked.asOf ?? horizon.to;
  if (asOf < horizon.from) throw new RangeError("The day of the count lies before the first order.");
  const whole = { from: horizon.from, to: asOf };
  const forecastWeeks = asked.horizonWeeks ?? FORECAST_WEEKS;
  if (asked.until !== undefined) {
    if (asked.until < horizon.from) throw new RangeError("The calibration would end before the first order.");
    const last = asked.horizonWeeks === undefined ? asOf : Math.min(asOf, asked.until + asked.horizonWeeks * DAYS_A_WEEK);
    const calibration = { from: horizon.from, to: Math.min(asked.until, asOf) };
    return { horizon, calibration, test: last > calibration.to ? { from: calibration.to + 1, to: last } : null, asOf, forecastWeeks };
  }
  const testWeeks = Math.min(forecastWeeks, Math.floor(weeksIn(whole) / 2));
  if (testWeeks < SHORTEST_TEST_WEEKS) return { horizon, calibration: whole, test: null, asOf, forecastWeeks };
  const end = asOf - testWeeks * DAYS_A_WEEK;
  return { horizon, calibration: { from: horizon.from, to: end }, test: { from: end + 1, to: asOf }, asOf, forecastWeeks };
}
