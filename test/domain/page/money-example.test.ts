import fc from "fast-check";
import { expect, test } from "vitest";
import { easyAmount, moneyExample } from "~/domain/page/money-example";

const GB = { currency: "GBP", locale: "en-GB" };

test.each([
  [3_834n, 4_000n],
  [1_275n, 1_500n],
  [1_249n, 1_000n],
  [9_100n, 10_000n],
  [700n, 600n],
  [7n, 6n],
  [1n, 1n],
])("near %s the easy amount is %s", (amount, easy) => expect(easyAmount(amount)).toBe(easy));

test("an easy amount is never more than a third away", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (amount) => {
      const easy = easyAmount(amount);
      expect(easy > 0n && (easy > amount ? easy - amount : amount - easy) * 3n <= amount + 3n).toBe(true);
    }),
  );
});

test("what a friend's usual order brings, in the store's own money", () => {
  expect(moneyExample(3_834n, 1_000, GB)).toEqual({ pays: "£40", yours: "£4" });
  expect(moneyExample(3_834n, 1_250, GB)).toEqual({ pays: "£40", yours: "£5" });
  expect(moneyExample(1_400n, 1_000, GB)).toEqual({ pays: "£15", yours: "£1.50" });
  expect(moneyExample(6_100n, 1_000, { currency: "JPY", locale: "ja-JP" })).toEqual({ pays: "￥6,000", yours: "￥600" });
  expect(moneyExample(12_345n, 1_000, { currency: "KWD", locale: "en" })).toEqual({ pays: "KWD\u00a010", yours: "KWD\u00a01" });
});

test("without an order, or where it brings nothing, there is no example", () => {
  // A friend's order that would not count is no example.
  expect(moneyExample(3_834n, 1_000, GB, 5_200n)).toEqual({ pays: "£52", yours: "£5.20" });
  expect(moneyExample(3_834n, 1_000, GB, 2_000n)).toEqual({ pays: "£40", yours: "£4" });
  expect([moneyExample(null, 1_000, GB), moneyExample(0n, 1_000, GB), moneyExample(2n, 1_000, GB)]).toEqual([null, null, null]);
});
