/** When a fit is to be trusted: simulated buyers give back their parameters, poor histories say why they cannot be fitted. */
import { describe, expect, test } from "vitest";
import { bgNbd } from "~/domain/mining/bg-nbd";
import { objectiveOf } from "~/domain/mining/bg-nbd-family";
import { minimise } from "~/domain/mining/fit";
import { expectedSpend, fitGammaGamma } from "~/domain/mining/gamma-gamma";
import { mbgNbd } from "~/domain/mining/mbg-nbd";
import { paretoNbd } from "~/domain/mining/pareto-nbd";
import { groupHistories, type PurchaseHistories } from "~/domain/mining/purchase-history";

const MINUTES_A_WEEK = 10_080;
const MODELS = [bgNbd, mbgNbd, paretoNbd] as const;
const fill = (buyers: number, one: (i: number) => [repeats: number, last: number, age: number]): PurchaseHistories => {
  const rows = Array.from({ length: buyers }, (_, i) => one(i));
  return { repeats: rows.map((row) => row[0]), lastWeeks: rows.map((row) => row[1]), ageWeeks: rows.map((row) => row[2]) };
};

/** Numbers in 0…1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Buyers of MBG/NBD with r = 1, a = 1: rates α-exponential, chances to lapse 1 − v^(1/b); two years, whole days. */
function simulate(buyers: number, alpha: number, b: number): PurchaseHistories {
  const chance = seeded(7);
  const wait = (rate: number) => -Math.log(1 - chance()) / rate;
  return fill(buyers, () => {
    const rate = wait(alpha);
    const lapse = 1 - chance() ** (1 / b);
    const age = Math.ceil(chance() * 728) / 7;
    let [repeats, last] = [0, 0];
    for (let at = wait(rate); at < age && chance() >= lapse; at += wait(rate)) [repeats, last] = [repeats + 1, at];
    return [repeats, last, age];
  });
}

describe("a fit", () => {
  test("gives back the parameters that 20,000 simulated buyers were drawn with", () => {
    const fit = mbgNbd.fit(simulate(20_000, 8, 3));
    expect(fit).toMatchObject({ state: "fitted", why: null, buyers: 20_000 });
    const { r, alpha, a, b } = fit.params!;
    for (const [found, drawn] of [
      [r, 1],
      [alpha, 8],
      [a, 1],
      [b, 3],
    ]) {
      expect(Math.abs(Math.log(found / drawn))).toBeLessThan(0.2);
    }
  });

  test("at the bottom no step is tried whose fall rounding would hide", () => {
    const ofModel = objectiveOf(1, groupHistories(simulate(2_000, 8, 3)), 1);
    let tried = 0;
    const found = minimise((at, gradient) => (tried++, ofModel(at, gradient)), [0, 2, 0, 0]);
    expect(found.converged).toBe(true);
    expect(tried).toBeLessThan(2 * found.iterations);
  });

  test.each(MODELS)("of $name is the same in minutes as in weeks, and so is its judgement", (model) => {
    const weeks = simulate(2_000, 8, 3);
    const times = (column: ArrayLike<number>) => Array.from(column, (one) => one * MINUTES_A_WEEK);
    const minutes = { repeats: weeks.repeats, lastWeeks: times(weeks.lastWeeks), ageWeeks: times(weeks.ageWeeks) };
    const [inWeeks, inMinutes] = [model.fit(weeks), model.fit(minutes)];
    expect([inWeeks.state, inMinutes.state]).toEqual(["fitted", "fitted"]);
    for (const [name, value] of Object.entries(inWeeks.params!)) {
      const other = (inMinutes.params as Record<string, number>)[name] / (name === "alpha" || name === "beta" ? MINUTES_A_WEEK : 1);
      expect(Math.abs(other / value - 1), name).toBeLessThan(1e-5);
    }
  });

  test.each(MODELS)("of $name is a maximum: any parameter moved by 1 % makes the histories less likely", (model) => {
    const histories = simulate(2_000, 8, 3);
    const { params, logLikelihood } = model.fit(histories);
    for (const name of Object.keys(params!)) {
      for (const factor of [0.99, 1.01]) {
        const moved = { ...params!, [name]: (params as Record<string, number>)[name] * factor };
        expect(model.logLikelihood(moved as never, histories)).toBeLessThan(logLikelihood!);
      }
    }
  });

  test("counts buyers with the same history together: likelihood and parameters are those of the same buyers shuffled", () => {
    const rows = simulate(500, 8, 3);
    const twice = (column: ArrayLike<number>) => [...Array.from(column), ...Array.from(column).reverse()];
    const doubled = { repeats: twice(rows.repeats), lastWeeks: twice(rows.lastWeeks), ageWeeks: twice(rows.ageWeeks) };
    expect(groupHistories(doubled).buyersInGroup.length).toBe(groupHistories(rows).buyersInGroup.length);
    const [once, both] = [mbgNbd.fit(rows), mbgNbd.fit(doubled)];
    expect(both.logLikelihood! / once.logLikelihood!).toBeCloseTo(2, 9);
    expect(both.params!.r).toBeCloseTo(once.params!.r, 6);
  });
});

describe("a history that no model can learn from says why", () => {
  test.each<[string, PurchaseHistories, RegExp]>([
    ["no buyers", fill(0, () => [0, 0, 0]), /no buyers/],
    ["all one-time buyers", fill(300, (i) => [0, 0, i / 7]), /second day/],
    ["no time passed", fill(3, () => [1, 0, 0]), /no time/],
    ["one buyer", fill(1, () => [3, 10, 20]), /extreme/],
    ["all buyers alike", fill(500, () => [3, 10, 20]), /extreme/],
    ["a single giant", fill(100, (i) => (i === 0 ? [5000, 1000, 1043] : [0, 0, 50])), /extreme/],
    ["nobody ever leaves", fill(200, (i) => [20 + (i % 5), 51.9, 52]), /extreme/],
  ])("%s", (_, histories, why) => {
    for (const model of MODELS) {
      const fit = model.fit(histories);
      expect(fit.state).toBe("degenerate");
      expect(fit.why).toMatch(why);
      for (const value of Object.values(fit.params ?? {})) expect(value > 0 && value < Infinity).toBe(true);
    }
  });

  test("a slope that leads to the wall ends at the wall; one that leads nowhere down is not called a minimum", () => {
    const downhill = minimise(
      ([at], gradient) => {
        gradient[0] = 1;
        return at;
      },
      [5],
    );
    expect(downhill).toMatchObject({ converged: true, at: Float64Array.of(-7) });
    const contradicting = minimise(
      ([at], gradient) => {
        gradient[0] = 1;
        return -at;
      },
      [0],
    );
    expect(contradicting.converged).toBe(false);
  });
});

describe("Gamma-Gamma", () => {
  test("buyers who all spend the same have no spread to fit", () => {
    const fit = fitGammaGamma({ orders: [2, 2, 2], meanSpend: [10, 10, 10] });
    expect(fit.state).toBe("degenerate");
    expect(fit.why).toMatch(/p ran to an extreme/);
  });

  test("spends of nothing, less than nothing or no number are left out and counted", () => {
    const fit = fitGammaGamma({ orders: [1, 2, 0, 3, 1.5], meanSpend: [0, -3, 5, NaN, 4] });
    expect(fit).toMatchObject({ state: "degenerate", buyers: 0, leftOut: 5, params: null, why: "nobody has spent anything" });
  });

  test("spend without a mean (q of 1 or less) is refused in words, never a negative amount", () => {
    expect(() => expectedSpend({ p: 2, q: 0.9, gamma: 3 }, { orders: 1, meanSpend: 5 })).toThrow(/use each buyer's own mean/);
    const chance = seeded(3);
    const wild = Array.from({ length: 2_000 }, () => chance() ** -2);
    const fit = fitGammaGamma({ orders: wild.map(() => 3), meanSpend: wild });
    expect(fit.state).toBe("degenerate");
  });
});

describe("what is no history or no parameter is refused by name", () => {
  const params = { r: 1, alpha: 5, a: 1, b: 2 };

  test.each([
    [{ repeats: 1.5, lastWeeks: 1, ageWeeks: 2 }, /whole number/],
    [{ repeats: -1, lastWeeks: 0, ageWeeks: 2 }, /whole number/],
    [{ repeats: 1, lastWeeks: 3, ageWeeks: 2 }, /between 0 and ageWeeks/],
    [{ repeats: 1, lastWeeks: NaN, ageWeeks: 2 }, /between 0 and ageWeeks/],
    [{ repeats: 0, lastWeeks: 1, ageWeeks: 2 }, /without repeats/],
  ])("%o", (history, why) => {
    expect(() => mbgNbd.pAlive(params, history)).toThrow(why);
    expect(() => mbgNbd.expectedOrders(params, history, 26)).toThrow(why);
  });

  test("a parameter of 0, and a horizon below 0", () => {
    const history = { repeats: 1, lastWeeks: 1, ageWeeks: 2 };
    expect(() => bgNbd.pAlive({ ...params, alpha: 0 }, history)).toThrow(/alpha must be finite and above 0/);
    expect(() => bgNbd.expectedOrders(params, history, -1)).toThrow(/horizon/);
  });

  test("columns of different length", () => {
    expect(() => mbgNbd.fit({ repeats: [1], lastWeeks: [1, 2], ageWeeks: [2] })).toThrow(/same length/);
  });
});
