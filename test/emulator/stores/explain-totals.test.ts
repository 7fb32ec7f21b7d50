import fc from "fast-check";
import { expect, test } from "vitest";
import { explainTotals, shareDiscount, taxRateOf } from "./explain-totals.ts";

const stated = (over: Partial<Parameters<typeof explainTotals>[0]>) => ({
  goodsMinor: 10_000,
  tipMinor: 0,
  subtotalMinor: 10_000,
  shippingMinor: 500,
  taxesMinor: 0,
  dutiesMinor: 0,
  discountMinor: 0,
  totalMinor: 10_500,
  ...over,
});

test.each([
  ["no tax at all", {}, { goodsDiscountMinor: 0, shippingDiscountMinor: 0, taxesIncluded: true, doubtful: false }],
  ["tax inside the prices", { taxesMinor: 1_750 }, { taxesIncluded: true, doubtful: false }],
  ["tax on top", { taxesMinor: 2_000, totalMinor: 12_500 }, { taxesIncluded: false, doubtful: false }],
  [
    "a discount on goods",
    { subtotalMinor: 8_500, discountMinor: 1_500, totalMinor: 9_000 },
    { goodsDiscountMinor: 1_500, shippingDiscountMinor: 0 },
  ],
  ["free shipping", { discountMinor: 500, totalMinor: 10_000 }, { goodsDiscountMinor: 0, shippingDiscountMinor: 500 }],
  ["a tip beside the subtotal", { tipMinor: 300, totalMinor: 10_800 }, { goodsDiscountMinor: 0, doubtful: false }],
  ["a tip within the subtotal", { tipMinor: 300, subtotalMinor: 10_300, totalMinor: 10_800 }, { goodsDiscountMinor: 0, doubtful: false }],
  ["duties", { dutiesMinor: 700, totalMinor: 11_200 }, { doubtful: false }],
  ["sums left empty", { subtotalMinor: null, totalMinor: null, discountMinor: 400 }, { goodsDiscountMinor: 400, doubtful: false }],
  ["sums that can't be", { totalMinor: 4_321 }, { goodsDiscountMinor: 0, doubtful: true }],
  ["a subtotal above the goods", { subtotalMinor: 20_000, totalMinor: 20_500 }, { goodsDiscountMinor: 0, doubtful: true }],
])("the sums of an order with %s are understood", (_what, over, expected) => {
  expect(explainTotals(stated(over))).toMatchObject(expected);
});

test("a discount shared over lines adds up to the minor unit and never exceeds a line", () => {
  const lines = fc.array(fc.record({ gross: fc.integer({ min: 0, max: 100_000 }), own: fc.integer({ min: 0, max: 120_000 }) }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(lines, fc.double({ min: 0, max: 1, noNaN: true }), (rows, share) => {
      const gross = rows.map((row) => row.gross);
      const discount = Math.floor(gross.reduce((sum, amount) => sum + amount, 0) * share);
      const parts = shareDiscount(
        discount,
        rows.map((row) => row.own),
        gross,
      );
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(discount);
      parts.forEach((part, index) => expect(part).toBeLessThanOrEqual(gross[index]!));
    }),
  );
});

test("what the file names for a line goes to that line first", () => {
  expect(shareDiscount(1_000, [700, 0], [1_000, 3_000])).toEqual([727, 273]);
});

test("the tax rate is read from the tax's name, else from the amounts", () => {
  expect(taxRateOf(["GB VAT 20%", ""], 1_667, 10_000, true)).toBe(0.2);
  expect(taxRateOf(["State 6.25%", "City 1%"], 725, 10_000, false)).toBe(0.0725);
  expect(taxRateOf(["", ""], 2_000, 12_000, true)).toBe(0.2);
  expect(taxRateOf(["", ""], 0, 12_000, true)).toBe(0);
});
