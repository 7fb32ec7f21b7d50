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
test("a share is written as who reads it writes shares, with the sign that is theirs and where it stands", () => {
  expect([1_500, 1_250, 5].map((basisPoints) => showPercent(basisPoints, { locale: "en-GB" }))).toEqual(["15%", "12.5%", "0.05%"]);
  expect(showPercent(367, { locale: "en-GB" }, 1)).toBe("3.7%");
});

/** From CLDR, by Intl of Node 22: no-break spaces, narrow or not, and marks of direction are part of them. */
test.each([
  ["de-DE", "12,5\u00a0%", "1.234,50\u00a0€", "3. Dezember", "1. Januar 2027"],
  ["de-CH", "12.5%", "EUR\u00a01'234.50", "3. Dezember", "1. Januar 2027"],
  ["fr-FR", "12,5\u00a0%", "1\u202f234,50\u00a0€", "3 décembre", "1er janvier 2027"],
  ["fr-CA", "12,5\u00a0%", "1\u00a0234,50\u00a0€", "3 décembre", "1er janvier 2027"],
  ["es-ES", "12,5\u00a0%", "1234,50\u00a0€", "3 de diciembre", "1 de enero de 2027"],
  ["es-MX", "12.5%", "EUR\u00a01,234.50", "3 de diciembre", "1 de enero de 2027"],
  ["ar-EG", "١٢٫٥٪؜", "\u200f١٬٢٣٤٫٥٠\u00a0€", "٣ ديسمبر", "١ يناير ٢٠٢٧"],
  ["he-IL", "12.5%", "\u200f1,234.50\u00a0\u200f€", "3 בדצמבר", "1 בינואר 2027"],
])("in %s shares, money and days are as people there write them", (locale, share, amount, day, another) => {
  const place = { locale, timeZone: "Europe/London" };
  const now = new Date("2026-11-02T09:00:00Z");
  expect([
    showPercent(1_250, place),
    showMoney(123_450n, { currency: "EUR", locale }).text,
    showDay(new Date("2026-12-03T10:00:00Z"), now, place),
    showDay(new Date("2027-01-01T10:00:00Z"), now, place),
  ]).toEqual([share, amount, day, another]);
});
