import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forecastOf } from "~/domain/mining/forecast";
import { mbgNbd } from "~/domain/mining/mbg-nbd";
import { orderRange } from "~/domain/mining/order-range";

const CDNOW = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
const history = fc
  .record({
    days: fc.integer({ min: 1, max: 400 }),
    first: fc.integer({ min: 0, max: 2_000 }),
    last: fc.integer({ min: 0, max: 2_000 }),
    rest: fc.integer({ min: 0, max: 2_000 }),
  })
  .map(({ days, first, last, rest }) => ({
    days,
    firstDay: first,
    lastDay: days === 1 ? first : first + last,
    asOfDay: first + (days === 1 ? 0 : last) + rest,
  }));
const params = fc.record({
  r: fc.double({ min: 0.05, max: 20, noNaN: true }),
  alpha: fc.double({ min: 0.5, max: 200, noNaN: true }),
  a: fc.double({ min: 0.01, max: 10, noNaN: true }),
  b: fc.double({ min: 0.05, max: 20, noNaN: true }),
});

describe("the range of orders to expect", () => {
  test("holds at least 90 of 100 by the model's own distribution, and less without its ends", () => {
    fc.assert(
      fc.property(params, history, fc.integer({ min: 1, max: 52 }), (one, { days, firstDay, lastDay, asOfDay }, weeks) => {
        const { low, high } = orderRange(one, { days, firstDay, lastDay, asOfDay }, weeks);
        expect(low).toBeLessThanOrEqual(high);
        if (high > 1_500) return;
        const weeksOf = (from: number, to: number) => (to - from) / 7;
        const pmf = mbgNbd.pmf(
          one,
          { repeats: days - 1, lastWeeks: weeksOf(firstDay, lastDay), ageWeeks: weeksOf(firstDay, asOfDay) },
          weeks,
          high,
        );
        const upTo = (n: number) => pmf.slice(0, n + 1).reduce((sum, p) => sum + p, 0);
        expect(upTo(high)).toBeGreaterThanOrEqual(0.95 - 1e-9);
        if (high > 0) expect(upTo(high - 1)).toBeLessThan(0.95 + 1e-9);
        if (low > 0) expect(upTo(low - 1)).toBeLessThan(0.05 + 1e-9);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  test("somebody who has most likely lapsed is not expected to order at all", () => {
    expect(orderRange(CDNOW, { days: 11, firstDay: 0, lastDay: 140, asOfDay: 273 }, 26)).toEqual({ low: 0, high: 0 });
  });

  test("begins at nothing for a newcomer; for who has come weekly for years it ends near a year's weeks, and begins low, since even they may lapse", () => {
    const newcomer = orderRange(CDNOW, { days: 1, firstDay: 0, lastDay: 0, asOfDay: 0 }, 52);
    const steady = orderRange(CDNOW, { days: 261, firstDay: 0, lastDay: 1_820, asOfDay: 1_820 }, 52);
    expect(newcomer.low).toBe(0);
    expect(steady.low).toBeGreaterThan(10);
    expect(steady.high).toBeGreaterThan(52);
    expect(steady.high).toBeLessThan(75);
  });

  test("5,000 purchase days over twenty years give a finite range", () => {
    const { low, high } = orderRange(CDNOW, { days: 5_000, firstDay: 0, lastDay: 7_300, asOfDay: 7_300 }, 52);
    expect(low).toBeGreaterThan(150);
    expect(high).toBeLessThan(400);
  });
});

test("a forecast is finite for whatever can be stored, with and without a fit of spend", () => {
  fc.assert(
    fc.property(
      params,
      history,
      fc.integer({ min: 0, max: 1_000_000_000 }),
      fc.boolean(),
      (mbg, { days, firstDay, lastDay, asOfDay }, net, withSpend) => {
        const gammaGamma = withSpend ? { p: 6.25, q: 3.74, gamma: 1_544 } : null;
        const forecast = forecastOf(
          { asOfDay, mbgNbd: mbg, gammaGamma },
          { purchaseDays: days, firstDay, lastDay, netSpendMinor: net, firstNetMinor: Math.floor(net / days) },
          26,
        )!;
        for (const value of [
          forecast.pAlive,
          forecast.expectedOrders,
          forecast.expectedSpendMinor,
          forecast.orders.low,
          forecast.orders.high,
        ]) {
          expect(Number.isFinite(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(0);
        }
        expect(forecast.pAlive).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 300, seed: 5 },
  );
  expect(
    forecastOf(
      { asOfDay: 1, mbgNbd: null, gammaGamma: null },
      { purchaseDays: 1, firstDay: 0, lastDay: 0, netSpendMinor: 1, firstNetMinor: 1 },
      26,
    ),
  ).toBeNull();
});
