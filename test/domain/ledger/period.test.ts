import { describe, expect, test } from "vitest";
import { choosePeriod, dayAfter, dayBefore, isDay, isoDayIn } from "~/domain/ledger/period";

const today = "2026-03-31";

test.each([
  ["this month", { from: "2026-03-01", to: "2026-04-01" }],
  // The 31st has no day of the same number in February.
  ["last month", { from: "2026-02-01", to: "2026-03-01" }],
  ["this year", { from: "2026-01-01", to: "2027-01-01" }],
  ["all", { from: null, to: null }],
])("%s is a whole one", (period, expected) => {
  expect(choosePeriod({ period }, today)).toEqual({ choice: period, period: expected });
});

test("in January last month is December of the year before", () => {
  expect(choosePeriod({ period: "last month" }, "2026-01-01")).toMatchObject({ period: { from: "2025-12-01", to: "2026-01-01" } });
});

test("the last day a person types belongs to the period, and either end may be open", () => {
  expect(choosePeriod({ from: "2026-02-27", to: "2026-02-28" }, today)).toEqual({
    choice: "days",
    period: { from: "2026-02-27", to: "2026-03-01" },
  });
  expect(choosePeriod({ period: "days", from: "", to: "2024-02-29" }, today)).toMatchObject({ period: { from: null, to: "2024-03-01" } });
  expect(choosePeriod({ period: "days", from: "2026-02-28", to: "2026-02-28" }, today)).toMatchObject({ period: { to: "2026-03-01" } });
});

test("nothing asked for, or what is no choice, is what the page begins with", () => {
  expect(choosePeriod({}, today)).toMatchObject({ choice: "this month" });
  expect(choosePeriod({ period: "for ever" }, today, "all")).toMatchObject({ choice: "all" });
});

describe("what cannot be a period is told", () => {
  test.each(["2026-02-30", "2026-13-01", "31.3.2026", "0001-01-01", "9999-01-01", "2026-2-3", "'; DROP TABLE entry"])(
    "%j is no day",
    (day) => {
      expect(isDay(day)).toBe(false);
      expect(choosePeriod({ period: "days", from: day }, today)).toEqual({ problem: "no day" });
      expect(choosePeriod({ period: "days", to: day }, today)).toEqual({ problem: "no day" });
    },
  );

  test("a last day before the first", () => {
    expect(choosePeriod({ from: "2026-03-02", to: "2026-03-01" }, today)).toEqual({ problem: "backwards" });
  });
});

test("days are the store's", () => {
  const at = new Date("2026-03-31T23:30:00Z");
  expect([isoDayIn(at, "Europe/London"), isoDayIn(at, "America/New_York")]).toEqual(["2026-04-01", "2026-03-31"]);
  expect([dayAfter("2024-02-28"), dayBefore("2026-01-01")]).toEqual(["2024-02-29", "2025-12-31"]);
});
