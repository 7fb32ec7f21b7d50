import { describe, expect, test } from "vitest";
import { chooseRanking, levelFor, type Known } from "~/domain/mining/ladder";
import { choosePeriods } from "~/domain/mining/periods";

const known: Known = {
  buyers: 2_000,
  repeatBuyers: 800,
  historyWeeks: 104,
  truncated: false,
  fit: "fitted",
  usable: true,
  forecastToActual: 0.9,
  difference: { to: "past spend", by: 0.02, low: -0.01, high: 0.05, standardError: 0.015 },
};
const difference = (by: number, standardError: number) => ({
  to: "past spend" as const,
  by,
  low: by - 2 * standardError,
  high: by + 2 * standardError,
  standardError,
});

describe("how much may be said", () => {
  test.each<[string, Partial<Known>, string, string[]]>([
    ["much is known", {}, "forecasts", []],
    ["exactly 400 repeat buyers", { repeatBuyers: 400 }, "forecasts", []],
    ["399 repeat buyers", { repeatBuyers: 399 }, "wide forecasts", ["few repeat buyers"]],
    ["199 repeat buyers", { repeatBuyers: 199 }, "order only", ["few repeat buyers"]],
    ["39 repeat buyers", { repeatBuyers: 39 }, "past spend", ["few repeat buyers"]],
    ["less than a year", { historyWeeks: 51 }, "wide forecasts", ["less than a year"]],
    ["an extreme fit", { fit: "degenerate" }, "wide forecasts", ["the model does not fit"]],
    ["60 days only", { truncated: true, historyWeeks: 8 }, "order only", ["less than a year", "Shopify shows 60 days only"]],
    [
      "a forecast off by more than a quarter",
      { forecastToActual: 0.74 },
      "wide forecasts",
      ["the forecast was off by more than a quarter"],
    ],
    [
      "a forecast too high by more than a quarter",
      { forecastToActual: 1.26 },
      "wide forecasts",
      ["the forecast was off by more than a quarter"],
    ],
    [
      "two doubts, which take one step together",
      { fit: "degenerate", forecastToActual: 3 },
      "wide forecasts",
      ["the model does not fit", "the forecast was off by more than a quarter"],
    ],
    ["nothing to score with", { usable: false, fit: "degenerate" }, "past spend", ["the model does not fit"]],
    ["no test", { forecastToActual: null, difference: null }, "forecasts", []],
  ])("%s", (_, part, level, why) => {
    expect(levelFor({ ...known, ...part })).toEqual({ level, why });
  });
});

describe("what the list follows", () => {
  const chosen = (part: Partial<Known>) => chooseRanking({ ...known, ...part }, levelFor({ ...known, ...part }).level);

  test("alive spend, also where the backtest says that it is no better", () => {
    expect(chosen({})).toEqual({ chosen: "alive spend", why: null });
    expect(chosen({ difference: difference(-0.02, 0.015) })).toEqual({ chosen: "alive spend", why: null });
  });

  test.each<[Partial<Known>, string]>([
    [{ usable: false }, "the model does not fit"],
    [{ buyers: 99 }, "fewer than 100 buyers"],
    [{ repeatBuyers: 39 }, "fewer than 40 repeat buyers"],
    [{ truncated: true }, "Shopify shows 60 days only"],
    [{ difference: difference(-0.031, 0.015) }, "past spend was clearly better on your own past"],
    [{ repeatBuyers: 50, fit: "degenerate" }, "too little is known"],
  ])("past spend when %j, and says why", (part, why) => {
    expect(chosen(part)).toEqual({ chosen: "past spend", why });
  });
});

describe("what is fitted on and what is tried on", () => {
  const day = 20_000;

  test("of two years the last half-year is kept for trying", () => {
    expect(choosePeriods({ from: day, to: day + 729 })).toMatchObject({
      calibration: { from: day, to: day + 729 - 182 },
      test: { from: day + 729 - 181, to: day + 729 },
      asOf: day + 729,
      forecastWeeks: 26,
    });
  });

  test("of less, at most half; of less than twelve weeks nothing", () => {
    expect(choosePeriods({ from: day, to: day + 139 })).toMatchObject({ test: { from: day + 70, to: day + 139 } });
    expect(choosePeriods({ from: day, to: day + 59 })).toMatchObject({ calibration: { from: day, to: day + 59 }, test: null });
  });

  test("the day of the count may lie after the last order: nobody came since", () => {
    expect(choosePeriods({ from: day, to: day + 300 }, { asOf: day + 399 })).toMatchObject({ asOf: day + 399, test: { to: day + 399 } });
  });

  test("what is asked for holds: until, and so many weeks", () => {
    expect(choosePeriods({ from: day, to: day + 500 }, { until: day + 200, horizonWeeks: 10 })).toMatchObject({
      calibration: { from: day, to: day + 200 },
      test: { from: day + 201, to: day + 270 },
      forecastWeeks: 10,
    });
    expect(choosePeriods({ from: day, to: day + 500 }, { until: day + 500 }).test).toBeNull();
  });

  test("what leaves nothing is refused in a sentence", () => {
    expect(() => choosePeriods({ from: day, to: day + 9 }, { until: day - 1 })).toThrow(
      "The calibration would end before the first order.",
    );
    expect(() => choosePeriods({ from: day, to: day + 9 }, { asOf: day - 1 })).toThrow("The day of the count lies before the first order.");
  });
});
