import { describe, expect, test } from "vitest";
import { LEAST_DAYS, suspectSlow, type DaysUsed, type SlowSums } from "~/domain/leak/slow-leak";

/** A programme of these codes, each there for half a year before the last four weeks. */
const programme = (codes: DaysUsed[]): SlowSums => ({
  codes: codes.length,
  recent: codes.reduce((sum, one) => sum + one.recent, 0),
  recentOf: 28 * codes.length,
  past: codes.reduce((sum, one) => sum + one.past, 0),
  pastOf: codes.reduce((sum, one) => sum + one.pastOf, 0),
  pastPairs: codes.reduce((sum, one) => sum + one.past * (one.past - 1), 0),
  pastSquares: codes.reduce((sum, one) => sum + one.pastOf ** 2, 0),
});
const quiet = (past = 10): DaysUsed => ({ recent: 2, past, pastOf: 182 });
const others = Array.from({ length: 29 }, (_, index) => quiet(4 + (index % 12)));
const among = (one: DaysUsed, rest = others) => suspectSlow(one, programme([one, ...rest]));

test("a code of quiet people that is used on twenty days of four weeks is suspected, one used on some days is not", () => {
  expect(among({ recent: 20, past: 8, pastOf: 182 })).toMatchObject({ because: "day after day", span: "month", uses: 20 });
  for (const recent of [0, 4, 8, 11]) expect(among({ recent, past: 8, pastOf: 182 }), String(recent)).toBeNull();
});

test("what it says would still have been usual is not suspected, and a day more is", () => {
  const { usualMost } = among({ recent: 24, past: 8, pastOf: 182 })!;
  expect(usualMost).toBeGreaterThanOrEqual(LEAST_DAYS);
  expect(among({ recent: usualMost, past: 8, pastOf: 182 })).toBeNull();
  expect(among({ recent: usualMost + 1, past: 8, pastOf: 182 })).not.toBeNull();
});

describe("nobody is suspected", () => {
  test("whose code was always used so", () => {
    expect(among({ recent: 24, past: 140, pastOf: 182 })).toBeNull();
  });
  test("who joined lately: a beginner's zeal looks the same", () => {
    expect(among({ recent: 28, past: 0, pastOf: 27 })).toBeNull();
  });
  test("when everybody shares more than ever, as before a holiday", () => {
    const busy = others.map((one) => ({ ...one, recent: 14 }));
    expect(among({ recent: 20, past: 8, pastOf: 182 }, busy)).toBeNull();
  });
  test("when nothing is known at all", () => {
    expect(suspectSlow({ recent: 28, past: 0, pastOf: 0 }, programme([{ recent: 28, past: 0, pastOf: 0 }]))).toBeNull();
  });
});

test("a leak is no part of what is usual: also in a programme of two", () => {
  expect(among({ recent: 22, past: 4, pastOf: 182 }, [quiet()])).not.toBeNull();
});

test("the bound is shared among all codes", () => {
  const bound = (codes: number) =>
    among(
      { recent: 26, past: 2, pastOf: 182 },
      Array.from({ length: codes - 1 }, () => quiet()),
    )!.bound;
  expect(bound(100)).toBeCloseTo(bound(10) / 10, 12);
});
