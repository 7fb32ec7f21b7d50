import { expect, test } from "vitest";
import { showDay, showMoney, showPercent } from "~/domain/page/shown";

const gbp = (minor: bigint) => showMoney(minor, { currency: "GBP", locale: "en-GB" });

test("money is written for people, exactly, and its minor units stand beside it as text", () => {
  expect(gbp(840n)).toEqual({ text: "£8.40", minor: "840" });
  expect(showMoney(1_408n, { currency: "JPY", locale: "en" })).toEqual({ text: "¥1,408", minor: "1408" });
  expect(showMoney(9_007_199_254_740_993n, { currency: "USD", locale: "en-US" })).toEqual({
    text: "$90,071,992,547,409.93",
    minor: "9007199254740993",
  });
});
test("a day is the shop's day, with a year only when it is another", () => {
  const now = new Date("2026-11-02T09:00:00Z");
  const place = { locale: "en", timeZone: "Europe/London" };
  expect(showDay(new Date("2026-12-03T10:00:00Z"), now, place)).toBe("3 December");
  expect(showDay(new Date("2027-01-01T10:00:00Z"), now, place)).toBe("1 January 2027");
  expect(showDay(new Date("2026-12-03T23:00:00Z"), now, { ...place, timeZone: "Asia/Tokyo" })).toBe("4 December");
});
test("a share is written as who reads it writes numbers, without its sign", () => {
  expect([1_500, 1_250, 5].map((basisPoints) => showPercent(basisPoints, { locale: "en-GB" }))).toEqual(["15", "12.5", "0.05"]);
  expect(showPercent(1_250, { locale: "de-DE" })).toBe("12,5");
});
