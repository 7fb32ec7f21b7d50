/** Numbers, shares and days as the owner reads them, whatever the machine's own settings. */
import { expect, test } from "vitest";
import { NEEDS } from "~/domain/insight/home";
import { checksWords } from "~/words/admin/checks";
import { count, currencySign, day, percent, roundMoney, shareInWords, shortDay } from "~/words/admin/numbers";

const pounds = { locale: "en-GB", timeZone: "Europe/London", currency: "GBP" };
const yen = { locale: "ja-JP", timeZone: "Asia/Tokyo", currency: "JPY" };

test.each([
  [3_333, "a third"],
  [4_700, "half"],
  [2_400, "a quarter"],
  [3_100, "a third"],
  [4_100, "41 %"],
  [50, "under 1 %"],
  [0, "0 %"],
  [10_000, "100 %"],
])("%d basis points are said as %s", (share, words) => expect(shareInWords(share)).toBe(words));

test("money for a headline is whole; a yen stays a yen", () => {
  expect(roundMoney("140850", pounds)).toBe("£1,409");
  expect(roundMoney("1408", yen)).toBe("￥1,408");
  expect([currencySign(pounds), currencySign(yen)]).toEqual(["£", "￥"]);
});

test("a day is the store's day, not the machine's", () => {
  expect(day("2026-11-30T20:00:00Z", yen)).toBe("2026年12月1日");
  expect(shortDay("2026-11-30T20:00:00Z", pounds)).toBe("30 Nov");
  expect(day("2026-11-30T20:00:00Z", { locale: "en", timeZone: "UTC" })).toBe("30 November 2026");
});

test("counts and shares keep their thousands and their small ones", () => {
  expect(count(18_536, pounds)).toBe("18,536");
  expect(percent(3_050)).toBe("31 %");
});

test("orders that wait for a yes or no are told without a guess at why: they are not all an ambassador's own", () => {
  expect(NEEDS.review.sentence(1)).toBe("1 order waits for your yes or no: the rules alone can't tell whether it counts.");
  expect(NEEDS.review.sentence(3)).toBe("3 orders wait for your yes or no: the rules alone can't tell whether they count.");
});

test("what Shopify said goes on in our sentence, with one full stop", () => {
  const said = (reason?: string) => checksWords.problems.of("not compared", { about: "customers", reason }, null, null, pounds).says;
  expect(said("Access denied for orders.")).toContain("for Shopify said: Access denied for orders. Everything else");
  expect(said("Access denied")).toContain("for Shopify said: Access denied. Everything else");
  expect(said()).toContain("and that is our fault. Everything else");
});
