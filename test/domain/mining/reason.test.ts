import { describe, expect, test } from "vitest";
import { dayOfIso } from "~/domain/mining/days";
import type { Forecast } from "~/domain/mining/forecast";
import { LEVELS } from "~/domain/mining/mining";
import { spanInWords, writeOutlook, writeReason, type ReasonFacts } from "~/domain/mining/reason";

const facts: ReasonFacts = {
  orders: 9,
  netSpendMinor: 36_900n,
  firstDay: dayOfIso("2024-03-02")!,
  lastDay: dayOfIso("2026-10-21")!,
  asOfDay: dayOfIso("2026-11-02")!,
  ordersMoreThan: 84,
  favourite: "Kitchen",
  gifts: 0,
  reseller: false,
};

describe("the first sentence says the facts as an owner would", () => {
  test.each<[string, Partial<ReasonFacts>, string]>([
    [
      "a regular",
      {},
      "9 orders since March 2024, last 12 days ago, about £41 each, mostly Kitchen; orders more often than 84 in 100 buyers.",
    ],
    ["a single order", { orders: 1, netSpendMinor: 250n, favourite: null, ordersMoreThan: 0 }, "One order, 12 days ago, for about £2.50."],
    [
      "bought today",
      { lastDay: facts.asOfDay, ordersMoreThan: 10, favourite: null },
      "9 orders since March 2024, last today, about £41 each.",
    ],
    [
      "long ago",
      { lastDay: dayOfIso("2024-09-02")!, ordersMoreThan: 0, favourite: null },
      "9 orders since March 2024, last 2 years ago, about £41 each.",
    ],
    [
      "gifts",
      { gifts: 4, ordersMoreThan: 0, favourite: null },
      "9 orders since March 2024, last 12 days ago, about £41 each; often sends gifts.",
    ],
    [
      "a reseller",
      { reseller: true, favourite: null },
      "9 orders since March 2024, last 12 days ago, about £41 each; buys like a reseller.",
    ],
  ])("%s", (_, part, sentence) => {
    expect(writeReason({ ...facts, ...part }, { currency: "GBP" })).toBe(sentence);
  });

  test("yen have no pence, dinars three digits, and a file without a currency no sign", () => {
    const plain = { ...facts, favourite: null, ordersMoreThan: 0 };
    expect(writeReason({ ...plain, netSpendMinor: 45_000n }, { currency: "JPY" })).toContain("about ¥5,000 each");
    expect(writeReason({ ...plain, netSpendMinor: 11_295n }, { currency: "KWD" })).toMatch(/about KWD\s1\.255 each/);
    expect(writeReason({ ...plain, netSpendMinor: 45_000n }, { currency: "XXX" })).toContain("about 50 each");
  });
});

describe("the second sentence says no more than is known", () => {
  const forecast = (pAlive: number, low: number, high: number): Forecast => ({
    pAlive,
    expectedOrders: 3.217,
    orders: { low, high },
    expectedSpendMinor: 12_345,
  });

  test.each<[Forecast, string]>([
    [forecast(0.8372, 2, 4), "About 85 in 100 people with such a history still buy; expect 2 to 4 orders in the next 6 months."],
    [forecast(0.99, 2, 2), "Nearly everybody with such a history still buys; expect about 2 orders in the next 6 months."],
    [forecast(0.02, 0, 0), "Hardly anybody with such a history still buys; expect no order in the next 6 months."],
    [forecast(0.5, 0, 1), "About 50 in 100 people with such a history still buy; expect one order at most in the next 6 months."],
    [forecast(0.5, 0, 3), "About 50 in 100 people with such a history still buy; expect up to 3 orders in the next 6 months."],
  ])("with forecasts: %j", (one, sentence) => {
    expect(writeOutlook("forecasts", one, 26)).toBe(sentence);
  });

  test("with wide forecasts it rounds more, and says that it does", () => {
    expect(writeOutlook("wide forecasts", forecast(0.8372, 1, 6), 26)).toBe(
      "About 8 in 10 people with such a history still buy; very roughly, expect 1 to 6 orders in the next 6 months.",
    );
  });

  test("at the lower levels, and without a forecast, it names no number at all", () => {
    for (const level of ["order only", "past spend"] as const) expect(writeOutlook(level, forecast(0.8, 1, 3), 26)).not.toMatch(/\d/);
    for (const level of LEVELS) expect(writeOutlook(level, null, 26)).not.toMatch(/\d|NaN|null/);
  });

  test.each([
    [13, "3 months"],
    [26, "6 months"],
    [52, "year"],
    [10, "10 weeks"],
    [1, "week"],
  ])("%i weeks are said as %s", (weeks, words) => {
    expect(spanInWords(weeks)).toBe(words);
  });
});
