import { expect, test } from "vitest";
import { writeFirstLine } from "~/domain/invitation/first-line";

const at = { now: new Date("2026-11-02T09:00:00Z"), timeZone: "Europe/London" };
const facts = { orders: 9, firstOrderAt: new Date("2024-03-10T12:00:00Z"), historyComplete: true };

test("since when is said only when the whole history was read", () => {
  expect(writeFirstLine(facts, at)).toBe("You've been with us since March 2024.");
  expect(writeFirstLine({ ...facts, historyComplete: false }, at)).toBe("You have come back to us again and again.");
});

test("the month is the one the shop's calendar showed", () => {
  const midnight = { ...facts, firstOrderAt: new Date("2024-02-29T23:30:00Z") };
  expect(writeFirstLine(midnight, { ...at, timeZone: "Europe/Berlin" })).toBe("You've been with us since March 2024.");
  expect(writeFirstLine(midnight, { ...at, timeZone: "America/New_York" })).toBe("You've been with us since February 2024.");
});

test("somebody new is not told how long they have been here", () => {
  expect(writeFirstLine({ ...facts, orders: 2, firstOrderAt: new Date("2026-10-01T00:00:00Z") }, at)).toBe(
    "You are one of the people we are gladdest to have as a customer.",
  );
});

test("of somebody nothing is known about nothing is claimed", () => {
  expect(writeFirstLine(null, at)).toBe("You are one of the people we are gladdest to have as a customer.");
});
