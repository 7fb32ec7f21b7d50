import { describe, expect, test } from "vitest";
import { seededBy } from "./seeded-random.ts";
import { drawRepeatTimes, drawSpender } from "./simulated-shoppers.ts";
import { HISTORY_WEEKS, simulateStore } from "./simulate-store.ts";

const NOW = Date.parse("2026-11-23T17:00:00Z");
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const BUYERS = 40_000;

describe("simulated shoppers", () => {
  // E[X(t)] of BG/NBD at the published parameters: lifetimes; P(X(39) = 0): BTYD.
  test.each([
    { weeks: 1, expected: 0.0532 },
    { weeks: 31.8571, expected: 1.0405 },
    { weeks: 78, expected: 1.8576 },
  ])("buy again $expected times in $weeks weeks, as BG/NBD expects", ({ weeks, expected }) => {
    let repeats = 0;
    for (let index = 0; index < BUYERS; index++)
      repeats += drawRepeatTimes(seededBy("expectation", String(weeks), String(index)), weeks).length;
    expect(Math.abs(repeats / BUYERS - expected)).toBeLessThan(0.04 * expected + 0.003);
  });

  test("stay away for 39 weeks as often as BG/NBD's pmf says (.5738)", () => {
    let silent = 0;
    for (let index = 0; index < BUYERS; index++) silent += drawRepeatTimes(seededBy("silent", String(index)), 39).length === 0 ? 1 : 0;
    expect(Math.abs(silent / BUYERS - 0.5737863521)).toBeLessThan(0.01);
  });

  test("spend p·γ/(q−1) = 35.22 on average, as Gamma-Gamma expects", () => {
    let spent = 0;
    for (let index = 0; index < BUYERS; index++) spent += drawSpender(seededBy("spend", String(index)))();
    expect(Math.abs(spent / BUYERS / 35.219 - 1)).toBeLessThan(0.02);
  });
});

describe("a simulated store", () => {
  const store = simulateStore("7", 1_500, "GBP", NOW);
  const goodsMinor = store.orders.map((order) =>
    order.lines.filter((line) => !line.giftCard).reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0),
  );

  test("is the same for the same seed and another for another", () => {
    expect(simulateStore("7", 200, "GBP", NOW)).toEqual(simulateStore("7", 200, "GBP", NOW));
    expect(simulateStore("7", 200, "GBP", NOW).orders).not.toEqual(simulateStore("8", 200, "GBP", NOW).orders);
  });

  test("a buyer's past does not depend on how many others there are", () => {
    const ofTen = (buyers: number) =>
      simulateStore("7", buyers, "GBP", NOW)
        .orders.filter((order) => order.customerKey === "10")
        .map((order) => [order.at, order.lines]);
    expect(ofTen(20)).toEqual(ofTen(300));
  });

  test("has about 60 products on 8 shelves, with unit cost and stock, and one gift card", () => {
    expect(store.catalogue.length).toBeGreaterThanOrEqual(55);
    expect(new Set(store.catalogue.filter((item) => !item.giftCard).flatMap((item) => item.collections)).size).toBe(8);
    for (const item of store.catalogue.filter((each) => !each.giftCard)) {
      expect(item.unitCostMinor!).toBeGreaterThan(0);
      expect(item.unitCostMinor!).toBeLessThan(item.priceMinor * 0.6);
      expect(item.inventory!).toBeGreaterThan(0);
    }
    expect(store.catalogue.filter((item) => item.giftCard)).toHaveLength(1);
    expect(new Set(store.catalogue.map((item) => item.key)).size).toBe(store.catalogue.length);
  });

  test("every buyer buys, all within the 78 weeks before today", () => {
    expect(new Set(store.orders.map((order) => order.customerKey)).size).toBe(1_500);
    for (const order of store.orders) {
      expect(order.at).toBeLessThan(NOW);
      expect(order.at).toBeGreaterThan(NOW - (HISTORY_WEEKS + 1) * 7 * 24 * 60 * 60 * 1000);
    }
    expect(Math.max(...store.orders.map((order) => order.at))).toBeGreaterThan(NOW - WEEK_MS);
  });

  test("has as many orders as BG/NBD expects of buyers who arrive over the time, and enough who came again to be mined", () => {
    // First order + mean of E[X(78 − u)] for u uniform over the 72 weeks of arrival, by lifetimes' formula: 1.10.
    expect(Math.abs(store.orders.length / 1_500 / 2.1 - 1)).toBeLessThan(0.1);
    const counts = new Map<string, number>();
    for (const order of store.orders) counts.set(order.customerKey!, (counts.get(order.customerKey!) ?? 0) + 1);
    expect([...counts.values()].filter((count) => count > 1).length).toBeGreaterThan(400);
  });

  test("baskets are worth about what was drawn", () => {
    const mean = goodsMinor.reduce((sum, value) => sum + value, 0) / goodsMinor.length;
    expect(Math.abs(mean / 3_522 - 1)).toBeLessThan(0.08);
    for (const order of store.orders) expect(order.lines.length).toBeGreaterThan(0);
  });

  test("a few orders are refunded in part, cancelled with all money back, or tests", () => {
    const share = (count: number) => count / store.orders.length;
    const cancelled = store.orders.filter((order) => order.cancelledAt !== null);
    expect(share(cancelled.length)).toBeGreaterThan(0.002);
    expect(share(cancelled.length)).toBeLessThan(0.015);
    for (const order of cancelled) expect(order.refunds[0]!.lines).toHaveLength(order.lines.length);
    const refunded = store.orders.filter((order) => order.cancelledAt === null && order.refunds.length > 0);
    expect(share(refunded.length)).toBeGreaterThan(0.03);
    expect(share(refunded.length)).toBeLessThan(0.07);
    expect(store.orders.filter((order) => order.test).length).toBeGreaterThan(0);
    expect(store.orders.filter((order) => order.lines.some((line) => line.giftCard)).length).toBeGreaterThan(5);
  });

  test("prices fit the currency: yen have no hundredths", () => {
    const yen = simulateStore("7", 50, "JPY", NOW);
    const median = yen.catalogue.map((item) => item.priceMinor).sort((a, b) => a - b)[30]!;
    expect(median).toBeGreaterThan(500);
    expect(median).toBeLessThan(5_000);
  });

  test.each([0, -1, 1.5, 1_000_000])("%s buyers are refused", (buyers) => {
    expect(() => simulateStore("7", buyers, "GBP", NOW)).toThrow(/1 to 50000 buyers/);
  });
});
