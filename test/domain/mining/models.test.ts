/** The models against published numbers. Each test names who published them; tolerances are half their last digit or as stated. */
import { beforeAll, describe, expect, test } from "vitest";
import { bgNbd } from "~/domain/mining/bg-nbd";
import { expectedSpend, fitGammaGamma, gammaGammaLogLikelihood } from "~/domain/mining/gamma-gamma";
import { mbgNbd } from "~/domain/mining/mbg-nbd";
import { paretoNbd } from "~/domain/mining/pareto-nbd";
import { digamma, lnGamma } from "~/domain/mining/special-functions";
import { readCdnow } from "./cdnow";

const PUBLISHED = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const history = (repeats: number, lastWeeks: number, ageWeeks: number) => ({ repeats, lastWeeks, ageWeeks });

function expectNear(actual: Record<string, number>, wanted: Record<string, number>, tolerance: (wanted: number) => number): void {
  for (const [name, value] of Object.entries(wanted)) {
    expect(Math.abs(actual[name] - value), `${name}: ${actual[name]} is not ${value}`).toBeLessThanOrEqual(tolerance(value));
  }
}

const fitted = <Params>(fit: { state: string; params: Params | null; logLikelihood: number | null; why: string | null }) => {
  if (fit.state !== "fitted") throw new Error(`${fit.state}: ${fit.why}`);
  return { params: fit.params!, logLikelihood: fit.logLikelihood! };
};

describe("special functions", () => {
  test.each([
    [0.5, 0.5723649429247001],
    [1, 0],
    [2, 0],
    [1e-3, 6.907178885383853],
    [10.3, 13.482036786138359],
    [5000.25, 37_584.755595232892],
  ])("ln Γ(%f) is what a thirty-digit calculation gives", (x, wanted) => {
    expect(Math.abs(lnGamma(x) - wanted)).toBeLessThan(1e-14 * Math.max(1, Math.abs(wanted)));
  });

  test.each([
    [1, -0.5772156649015329],
    [0.5, -1.9635100260214235],
    [12.5, 2.485195651274912],
  ])("ψ(%f) is what a thirty-digit calculation gives", (x, wanted) => {
    expect(digamma(x)).toBeCloseTo(wanted, 13);
  });
});

describe("BG/NBD at the published parameters", () => {
  test("expected orders are those of the R package BTYD", () => {
    expect(bgNbd.expectedOrders(PUBLISHED, history(10, 35, 39), 2)).toBeCloseTo(0.3915692071, 9);
  });

  test.each([
    [history(23, 39, 39), 0.9685554542],
    [history(5, 30, 39), 0.7056268472],
    [history(10, 30, 39), 0.5715517342],
    [history(20, 30, 39), 0.1968204445],
  ])("P(alive) of %o is that of the R package BTYD", (one, wanted) => {
    expect(bgNbd.pAlive(PUBLISHED, one)).toBeCloseTo(wanted, 9);
  });

  test("the chance of no order in 39 weeks is that of the R package BTYD", () => {
    expect(bgNbd.pmfOfNewcomer(PUBLISHED, 39, 0)[0]).toBeCloseTo(0.5737863521, 9);
  });

  test("whoever has bought once counts as alive, however long ago", () => {
    expect(bgNbd.pAlive(PUBLISHED, history(0, 0, 1000))).toBe(1);
  });
});

describe("expected orders where the papers' hypergeometric function fails in doubles", () => {
  test.each([
    ["a = 1", bgNbd, { r: 0.243, alpha: 4.414, a: 1, b: 2.426 }, history(3, 20, 39), 26, 0.6663235431695796],
    ["a and b near 0", bgNbd, { r: 0.243, alpha: 4.414, a: 0.05, b: 0.3 }, history(0, 0, 39), 520, 2.3852478901422305],
    ["5,000 orders", mbgNbd, { r: 2, alpha: 10, a: 0.5, b: 1.5 }, history(5000, 1043, 1043), 52, 244.01146736675017],
    ["buyers nearly alike", mbgNbd, { r: 0.5, alpha: 6, a: 50, b: 90 }, history(10, 30, 39), 52, 0.4750754039642186],
  ])("%s: they are those of that function in forty digits", (_, model, params, one, weeks, wanted) => {
    expect(Math.abs(model.expectedOrders(params, one, weeks) / wanted - 1)).toBeLessThan(1e-11);
  });
});

describe("MBG/NBD at the published parameters", () => {
  const params = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };

  test.each([
    [history(2, 30.43, 38.86), 0.7062022651],
    [history(0, 0, 38.86), 0.3897350809],
    [history(10, 20, 39), 0.0401201632],
  ])("P(alive) of %o is the paper's formula", (one, wanted) => {
    expect(mbgNbd.pAlive(params, one)).toBeCloseTo(wanted, 9);
  });
});

describe("Pareto/NBD at the parameters of the R package BTYD's walkthrough", () => {
  const params = { r: 0.5533895, alpha: 10.5801985, s: 0.6060625, beta: 11.6562237 };
  const customer1516 = history(26, 30.86, 31);

  test("a newcomer, and customer 1516, are expected to order in 52 weeks what it says", () => {
    expect(Math.abs(paretoNbd.expectedOrdersOfNewcomer(params, 52) - 1.473)).toBeLessThan(0.0005);
    expect(Math.abs(paretoNbd.expectedOrders(params, customer1516, 52) - 25.46)).toBeLessThan(0.005);
  });

  test("customer 1516 is alive with the chance it says", () => {
    expect(Math.abs(paretoNbd.pAlive(params, customer1516) - 0.998)).toBeLessThan(0.0005);
  });

  test.each([
    [{ r: 0.7, alpha: 0.02, s: 0.05, beta: 300 }, history(3, 5, 60), 0.25307944207562685],
    [{ r: 0.7, alpha: 300, s: 0.5, beta: 0.02 }, history(40, 5, 60), 0.0011234170024241746],
    [{ r: 0.7, alpha: 30, s: 1, beta: 4 }, history(1000, 500, 510), 7.027949734133124e-6],
  ])("P(alive) at %o of %o is that of a forty-digit quadrature, also where the scales of time lie far apart", (at, one, wanted) => {
    expect(Math.abs(paretoNbd.pAlive(at, one) / wanted - 1)).toBeLessThan(1e-9);
  });
});

describe("the CDNOW sample, fitted on 39 weeks", () => {
  let cdnow: ReturnType<typeof readCdnow>;
  beforeAll(() => {
    cdnow = readCdnow();
  });

  test("BG/NBD's parameters are those of Fader, Hardie, Lee (2005)", () => {
    const { params, logLikelihood } = fitted(bgNbd.fit(cdnow.histories));
    expectNear(params, PUBLISHED, () => 0.0005);
    expect(Math.abs(logLikelihood + 9582.4)).toBeLessThan(0.05);
  });

  test("BG/NBD's parameters are those of the R package CLVTools to 0.1 %", () => {
    const { params, logLikelihood } = fitted(bgNbd.fit(cdnow.histories));
    expectNear(params, { r: 0.2425945, alpha: 4.4136019, a: 0.7929199, b: 2.4258881 }, (wanted) => 1e-3 * wanted);
    expect(logLikelihood).toBeCloseTo(-9582.429, 2);
  });

  test("Pareto/NBD's parameters are those of Fader, Hardie, Lee (2005)", () => {
    const { params, logLikelihood } = fitted(paretoNbd.fit(cdnow.histories));
    expectNear(params, { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }, () => 0.0005);
    expect(Math.abs(logLikelihood + 9595.0)).toBeLessThan(0.05);
  });

  test("MBG/NBD's parameters are those of BTYDplus and lifetimes", () => {
    expectNear(fitted(mbgNbd.fit(cdnow.histories)).params, { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, () => 0.0005);
  });

  test("the penalised MBG/NBD of the alive-spend ranking stays close to it, and nearer to 1", () => {
    const plain = fitted(mbgNbd.fit(cdnow.histories)).params;
    const { params } = fitted(mbgNbd.fit(cdnow.histories, { penalty: 1e-4 }));
    expectNear(params, plain, (wanted) => 0.02 * wanted);
    const distance = (one: object) => Object.values(one).reduce((sum: number, value: number) => sum + Math.log(value) ** 2, 0);
    expect(distance(params)).toBeLessThan(distance(plain));
  });

  test("Gamma-Gamma on 946 repeat buyers gives the parameters of Fader, Hardie (2013) and CLVTools", () => {
    const fit = fitGammaGamma(cdnow.spends);
    const { params, logLikelihood } = fitted(fit);
    expect([fit.buyers, fit.leftOut]).toEqual([946, 1411]);
    expectNear(params, { p: 6.25, q: 3.74, gamma: 15.44 }, () => 0.005);
    expect(Math.abs(logLikelihood + 4055.92)).toBeLessThan(0.005);
    expect(gammaGammaLogLikelihood(params, cdnow.spends)).toBeCloseTo(logLikelihood, 9);
  });

  test("the first ten customers' expected spend is that of lifetimes", () => {
    const { params } = fitted(fitGammaGamma(cdnow.spends));
    const wanted = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
    for (const [i, one] of wanted.entries()) {
      const { repeats, meanRepeatSpend } = cdnow.buyers[i];
      expect(Math.abs(expectedSpend(params, { orders: repeats, meanSpend: meanRepeatSpend }) - one)).toBeLessThan(0.01);
    }
  });

  test("expected orders of one customer, and of a newcomer over six horizons, are those of lifetimes", () => {
    const { params } = fitted(bgNbd.fit(cdnow.histories));
    expect(Math.abs(bgNbd.expectedOrders(params, history(2, 30.43, 38.86), 39) - 1.226)).toBeLessThan(0.001);
    const wanted = { 0.1429: 0.0078, 1: 0.0532, 3: 0.1506, 31.8571: 1.0405, 32: 1.0437, 78: 1.8576 };
    for (const [weeks, orders] of Object.entries(wanted)) {
      expect(Math.abs(bgNbd.expectedOrdersOfNewcomer(params, Number(weeks)) - orders), weeks).toBeLessThan(0.0005);
    }
  });

  test("the forecast of the next 39 weeks meets the 1,882 actual orders as BTYD's code does: sum, mean error, correlation", () => {
    const forecast = bgNbd.forecaster(fitted(bgNbd.fit(cdnow.histories)).params, 39);
    const pairs = cdnow.buyers.map((buyer) => [forecast(buyer), buyer.laterOrders]);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [expected, actual] = [mean(pairs.map(([one]) => one)), mean(pairs.map(([, one]) => one))];
    const spread = (one: (pair: number[]) => number) => mean(pairs.map(one));
    const together = spread(([x, y]) => (x - expected) * (y - actual));
    const apart = Math.sqrt(spread(([x]) => (x - expected) ** 2) * spread(([, y]) => (y - actual) ** 2));
    expect(pairs.reduce((sum, [, one]) => sum + one, 0)).toBe(1882);
    expect(Math.abs(expected * pairs.length - 1653.39)).toBeLessThan(0.1);
    expect(spread(([x, y]) => Math.abs(x - y))).toBeCloseTo(0.78545, 4);
    expect(together / apart).toBeCloseTo(0.62565, 4);
  });
});
