import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, convert, decimalOf, fractionOf, multiplyDivide, taxWithin, valueOfFirst } from "./money.ts";

describe("writing", () => {
  test.each([
    [1230, "GBP", "12.30"],
    [5, "GBP", "0.05"],
    [-5, "GBP", "-0.05"],
    [0, "GBP", "0.00"],
    [1230, "JPY", "1230"],
    [1230, "KWD", "1.230"],
  ])("%i minor units of %s are written %s%s", (minor, currency, text) => {
    expect(decimalOf(minor, currency)).toBe(text);
  });
});

describe("rounding", () => {
  test.each([
    [1999, 0.15, 300], // 299.85
    [10, 0.15, 2], // 1.5 up
    [-10, 0.15, -2],
    [333, 1 / 3, 111],
    [1999, 1, 1999],
  ])("%i × %f is %i: halves away from zero", (minor, fraction, result) => {
    expect(fractionOf(minor, fraction)).toBe(result);
  });

  test.each([
    [1200, 0.2, 200],
    [1999, 0.2, 333], // 333.17
    [850, 0.2, 142], // 141.67
    [850, 0, 0],
  ])("the tax within %i at %f is %i", (minor, rate, tax) => {
    expect(taxWithin(minor, rate)).toBe(tax);
  });

  test("products beyond 2^53 stay exact", () => {
    expect(multiplyDivide(9_007_199_254_740_991, 3, 3)).toBe(9_007_199_254_740_991);
    expect(multiplyDivide(9_007_199_254_740_991, 1, 2)).toBe(4_503_599_627_370_496);
  });
});

describe("sharing out", () => {
  test("what rounding leaves goes to the largest remainders, earlier lines first", () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(10, [10, 20, 40])).toEqual([1, 3, 6]); // 1.43 2.86 5.71
  });

  test("parts add up to the total, and none exceeds its weight", () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 40 })
      .filter((all) => all.some((each) => each > 0));
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const total = Math.floor(all.reduce((a, b) => a + b, 0) * share);
        const parts = allocate(total, all);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        parts.forEach((part, index) => expect(part).toBeLessThanOrEqual(all[index]));
      }),
    );
  });

  test("something cannot be shared out over nothing", () => {
    expect(() => allocate(1, [0, 0])).toThrow("over nothing");
  });

  test("units carry their share in whatever steps they leave", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 1_000_000 }), fc.nat(), (quantity, total, cut) => {
        const first = cut % (quantity + 1);
        expect(valueOfFirst(first, quantity, total)).toBeGreaterThanOrEqual(0);
        expect(valueOfFirst(quantity, quantity, total)).toBe(total);
        expect(valueOfFirst(0, quantity, total)).toBe(0);
      }),
    );
  });
});

describe("the buyer's currency", () => {
  test.each([
    [1000, "GBP", "EUR", "1.1734", 1173],
    [1000, "GBP", "JPY", "187.5", 1875],
    [1000, "JPY", "KWD", "0.002", 2000],
    [-1000, "GBP", "EUR", "1.1735", -1174],
    [0, "GBP", "EUR", "1.1735", 0],
  ])("%i of %s in %s at %s is %i", (minor, from, to, rate, result) => {
    expect(convert(minor, from, to, rate)).toBe(result);
  });

  test.each(["0", "0.00", "-1", "1,2", "", "1e3"])("a rate of '%s' is refused", (rate) => {
    expect(() => convert(1, "GBP", "EUR", rate)).toThrow("positive decimal");
  });
});
