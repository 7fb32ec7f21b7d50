/** What must hold for any parameters and any history: chances are chances, counts add up, units do not matter, nothing is NaN. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbd } from "~/domain/mining/bg-nbd";
import { expectedSpend, gammaGammaLogLikelihood } from "~/domain/mining/gamma-gamma";
import { mbgNbd } from "~/domain/mining/mbg-nbd";
import { paretoNbd } from "~/domain/mining/pareto-nbd";
import type { PurchaseHistory } from "~/domain/mining/purchase-history";
import type { PurchaseModel } from "~/domain/mining/purchase-history-model";

const TWENTY_YEARS = 1043.6;
const between = (low: number, high: number) => fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
const shares = fc.double({ min: 0, max: 1, noNaN: true });
const histories = (mostRepeats: number): fc.Arbitrary<PurchaseHistory> =>
  fc
    .tuple(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: mostRepeats })), shares, shares)
    .map(([repeats, age, last]) => ({ repeats, lastWeeks: repeats === 0 ? 0 : age * last * TWENTY_YEARS, ageWeeks: age * TWENTY_YEARS }));
const horizons = fc.oneof(fc.constant(0), between(0.1, TWENTY_YEARS));
const chancesToLapse = fc.oneof(fc.constant(1), between(0.5, 2));
const betaGeometric = fc.record({ r: between(0.05, 5), alpha: between(0.5, 100), a: chancesToLapse, b: between(0.2, 20) });
const paretos = fc.record({ r: between(0.05, 5), alpha: between(0.5, 100), s: chancesToLapse, beta: between(0.5, 100) });

/** One model with its parameters, closed over so that the three can be asked alike. */
type Asked = { name: string; params: Record<string, number>; of: PurchaseModel<never>; at: never };
const asked = <Params extends Record<string, number>>(of: PurchaseModel<Params>, params: fc.Arbitrary<Params>): fc.Arbitrary<Asked> =>
  params.map((at) => ({ name: of.name, params: at, of: of as unknown as PurchaseModel<never>, at: at as never }));
const models = fc.oneof(asked(bgNbd, betaGeometric), asked(mbgNbd, betaGeometric), asked(paretoNbd, paretos));
const RUNS = { numRuns: 300, seed: 20_050_401 };

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const scaled = (params: Record<string, number>, factor: number): never => {
  const times = Object.entries(params).map(([name, value]) => [name, name === "alpha" || name === "beta" ? value * factor : value]);
  return Object.fromEntries(times) as never;
};
const close = (one: number, other: number, share: number) => Math.abs(one - other) <= share * Math.max(1e-6, Math.abs(other));

describe("any model, any parameters, any history up to 5,000 repeats and twenty years", () => {
  test("P(alive) is a probability, expected orders are finite and 0 or more, the likelihood is finite", () => {
    fc.assert(
      fc.property(models, histories(5000), horizons, ({ of, at }, history, weeks) => {
        const alive = of.pAlive(at, history);
        const orders = of.expectedOrders(at, history, weeks);
        expect(alive >= 0 && alive <= 1 && orders >= 0 && orders < Infinity).toBe(true);
        const columns = { repeats: [history.repeats], lastWeeks: [history.lastWeeks], ageWeeks: [history.ageWeeks] };
        expect(Number.isFinite(of.logLikelihood(at, columns))).toBe(true);
      }),
      { ...RUNS, numRuns: 2000 },
    );
  });

  test("expected orders never fall when the horizon grows, and are 0 for a horizon of 0", () => {
    fc.assert(
      fc.property(models, histories(5000), horizons, between(1, 10), ({ of, at }, history, weeks, factor) => {
        const orders = of.expectedOrders(at, history, weeks);
        expect(of.expectedOrders(at, history, 0)).toBe(0);
        expect(of.expectedOrders(at, history, weeks * factor)).toBeGreaterThanOrEqual(orders * (1 - 1e-12));
      }),
      RUNS,
    );
  });

  test("the longer ago the last order, the less likely a buyer is alive", () => {
    fc.assert(
      fc.property(models, histories(200), between(0.1, 500), ({ of, at }, history, later) => {
        const aged = { ...history, ageWeeks: history.ageWeeks + later };
        expect(of.pAlive(at, aged)).toBeLessThanOrEqual(of.pAlive(at, history) + 1e-12);
      }),
      RUNS,
    );
  });

  test("time in days gives what time in weeks gives", () => {
    fc.assert(
      fc.property(models, histories(200), between(0.1, 500), ({ of, at, params }, history, weeks) => {
        const days = { ...history, lastWeeks: history.lastWeeks * 7, ageWeeks: history.ageWeeks * 7 };
        const inDays = scaled(params, 7);
        expect(Math.abs(of.pAlive(inDays, days) - of.pAlive(at, history))).toBeLessThan(1e-9);
        expect(close(of.expectedOrders(inDays, days, weeks * 7), of.expectedOrders(at, history, weeks), 1e-8)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe("the chances of n orders", () => {
  const short = fc.double({ min: 0.1, max: 60, noNaN: true });

  test("are probabilities that never sum to more than 1, and the newcomer's expected orders bound their mean", () => {
    fc.assert(
      fc.property(models, short, ({ of, at }, weeks) => {
        const pmf = of.pmfOfNewcomer(at, weeks, 400);
        expect(pmf.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
        expect(sum(pmf)).toBeLessThanOrEqual(1 + 1e-9);
        const mean = sum(pmf.map((chance, n) => chance * n));
        expect(mean).toBeLessThanOrEqual(of.expectedOrdersOfNewcomer(at, weeks) * (1 + 1e-8) + 1e-9);
      }),
      { ...RUNS, numRuns: 150 },
    );
  });

  test("sum to 1, and their mean is the buyer's expected orders, when asked for far enough", () => {
    fc.assert(
      fc.property(models, histories(30), short, ({ of, at }, history, weeks) => {
        const lively = { ...history, ageWeeks: history.ageWeeks + 20 };
        const pmf = of.pmf(at, lively, weeks, 6000);
        // What lies beyond is a tail that can only matter where somebody orders many times a week.
        fc.pre(pmf[6000] < 1e-16);
        expect(Math.abs(sum(pmf) - 1)).toBeLessThan(1e-9);
        expect(close(sum(pmf.map((chance, n) => chance * n)), of.expectedOrders(at, lively, weeks), 1e-7)).toBe(true);
      }),
      { ...RUNS, numRuns: 40 },
    );
  });
});

describe("Gamma-Gamma", () => {
  const params = fc.record({ p: between(0.1, 50), q: between(1.01, 50), gamma: between(0.01, 1e5) });
  const spends = fc.record({ orders: fc.integer({ min: 1, max: 5000 }), meanSpend: between(0.01, 1e7) });

  test("expected spend lies between the buyer's own mean and everybody's", () => {
    fc.assert(
      fc.property(params, spends, (at, spend) => {
        const everybody = expectedSpend(at, { orders: 0, meanSpend: 0 });
        const [low, high] = [Math.min(everybody, spend.meanSpend), Math.max(everybody, spend.meanSpend)];
        const expected = expectedSpend(at, spend);
        expect(expected >= low * (1 - 1e-9) && expected <= high * (1 + 1e-9)).toBe(true);
      }),
      RUNS,
    );
  });

  test("money in another unit scales the expected spend and moves the likelihood by the logarithm of the unit", () => {
    fc.assert(
      fc.property(params, spends, between(0.01, 100), (at, { orders, meanSpend }, unit) => {
        const other = { ...at, gamma: at.gamma * unit };
        const scaledSpend = expectedSpend(other, { orders, meanSpend: meanSpend * unit });
        expect(close(scaledSpend, unit * expectedSpend(at, { orders, meanSpend }), 1e-9)).toBe(true);
        const before = gammaGammaLogLikelihood(at, { orders: [orders], meanSpend: [meanSpend] });
        const after = gammaGammaLogLikelihood(other, { orders: [orders], meanSpend: [meanSpend * unit] });
        expect(close(after, before - Math.log(unit), 1e-6)).toBe(true);
      }),
      RUNS,
    );
  });
});
