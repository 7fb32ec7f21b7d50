import { describe, expect, test } from "vitest";
import { backtest, tenthOf, type Rankings } from "~/domain/mining/backtest";
import { bestFirst, bestOf } from "~/domain/mining/order-rows";
import { seeded } from "./columns";

const SEED = "00000001000000020000000300000004";
const BUYERS = 500;
const chance = seeded(11);
const later = Float64Array.from({ length: BUYERS }, () => Math.floor(chance() * 10_000));
const noise = Float64Array.from({ length: BUYERS }, () => chance());
const lastDay = new Float64Array(BUYERS);
const after = { netMinorAfter: later, daysAfter: later.map((spent) => (spent > 0 ? 1 : 0)), lastDay };
const rankings = (scores: Float64Array): Rankings => [
  { name: "alive spend", scores },
  { name: "past spend", scores: noise },
];

describe("the backtest", () => {
  test("a ranking that knows what comes finds the whole best tenth, and the share of spend an oracle would", () => {
    const [oracle] = backtest(rankings(later), after, SEED)!;
    const best = [...later].sort((a, b) => b - a).slice(0, tenthOf(BUYERS));
    expect(oracle).toMatchObject({ recallAtTop10: 1, recallAtTop1: 1, activeShare: 1 });
    expect(oracle.spendShare).toBeCloseTo(best.reduce((a, b) => a + b) / later.reduce((a, b) => a + b), 12);
  });

  test("its difference from noise has an interval far above nothing, and noise has none from itself", () => {
    const [oracle, chanceAlone] = backtest(rankings(later), after, SEED)!;
    expect(oracle.difference!.low).toBeGreaterThan(0.7);
    expect(oracle.difference!.by).toBeCloseTo(1 - chanceAlone.recallAtTop10, 12);
    expect(oracle.difference!.high).toBeGreaterThanOrEqual(oracle.difference!.by);
    expect(chanceAlone.difference).toBeNull();
  });

  test("two rankings that order alike do not differ, in no resample", () => {
    const [same] = backtest(rankings(noise.map((one) => one * 3)), after, SEED)!;
    expect(same.difference).toEqual({ to: "past spend", by: 0, low: 0, high: 0, standardError: 0 });
  });

  test("the same seed gives the same interval, another seed another", () => {
    const near = rankings(noise.map((one, row) => one + later[row] / 40_000));
    const [first, again] = [backtest(near, after, SEED)!, backtest(near, after, SEED)!];
    expect(again).toEqual(first);
    expect(backtest(near, after, SEED.replace("4", "5"))![0].difference).not.toEqual(first[0].difference);
  });

  test("an interval's width is the spread of the difference over fresh stores of the same kind", () => {
    const draw = (seed: number) => {
      const one = seeded(seed);
      const truth = Float64Array.from({ length: BUYERS }, () => one());
      const scores = truth.map((value) => value + one() * 0.5);
      const past = truth.map((value) => value + one());
      const zero = new Float64Array(BUYERS);
      const list: Rankings = [
        { name: "alive spend", scores },
        { name: "past spend", scores: past },
      ];
      return backtest(list, { netMinorAfter: truth, daysAfter: truth, lastDay: zero }, SEED)![0].difference!;
    };
    const draws = Array.from({ length: 60 }, (_, seed) => draw(seed + 1));
    const mean = draws.reduce((sum, { by }) => sum + by, 0) / draws.length;
    const spread = Math.sqrt(draws.reduce((sum, { by }) => sum + (by - mean) ** 2, 0) / (draws.length - 1));
    const stated = draws.reduce((sum, { standardError }) => sum + standardError, 0) / draws.length;
    expect(stated / spread).toBeGreaterThan(0.75);
    expect(stated / spread).toBeLessThan(1.4);
    const holding = draws.filter(({ low, high }) => low <= mean && mean <= high).length;
    expect(holding).toBeGreaterThanOrEqual(50);
  });

  test("when nobody buys in the test period there is nothing to compare", () => {
    const nothing = new Float64Array(BUYERS);
    expect(backtest(rankings(noise), { netMinorAfter: nothing, daysAfter: nothing, lastDay }, SEED)).toBeNull();
  });

  test.each([1, 2, 3, 9])("%i buyers are few, but no NaN comes of them", (buyers) => {
    const spent = Float64Array.from({ length: buyers }, (_, row) => row + 1);
    const list: Rankings = [
      { name: "alive spend", scores: spent },
      { name: "past spend", scores: spent.map((one) => -one) },
    ];
    const tested = backtest(list, { netMinorAfter: spent, daysAfter: spent, lastDay: new Float64Array(buyers) }, SEED)!;
    for (const { difference, name: _, ...measure } of tested)
      for (const value of [
        ...Object.values(measure),
        ...(difference ? [difference.by, difference.low, difference.high, difference.standardError] : []),
      ])
        expect(Number.isFinite(value)).toBe(true);
  });
});

describe("rows in order", () => {
  test("equal scores stand by who bought last, then as they came; the best few are the first of all", () => {
    const scores = Float64Array.from([1, 5, 5, 5, 3]);
    const last = Float64Array.from([9, 1, 7, 7, 2]);
    expect([...bestFirst(scores, last)]).toEqual([2, 3, 1, 4, 0]);
    for (const count of [1, 2, 3, 4, 5, 6]) expect([...bestOf(scores, last, count)]).toEqual([2, 3, 1, 4, 0].slice(0, count));
  });
});
