import { expect, test } from "vitest";
import { chooseFirstLine } from "~/domain/invitation/first-line";

const at = { now: new Date("2026-11-02T09:00:00Z"), timeZone: "Europe/London", locale: "en-GB" };
const facts = { orders: 9, firstOrderAt: new Date("2024-03-10T12:00:00Z"), historyComplete: true };

test("since when is said only when the whole history was read", () => {
  expect(chooseFirstLine(facts, at)).toEqual({ since: "March 2024" });
  expect(chooseFirstLine({ ...facts, historyComplete: false }, at)).toBe("comes back");
});

test("the month is the one the shop's calendar showed", () => {
  const midnight = { ...facts, firstOrderAt: new Date("2024-02-29T23:30:00Z") };
  expect(chooseFirstLine(midnight, { ...at, timeZone: "Europe/Berlin" })).toEqual({ since: "March 2024" });
  expect(chooseFirstLine(midnight, { ...at, timeZone: "America/New_York" })).toEqual({ since: "February 2024" });
});

test("the month is written in the letter's language", () => {
  expect(chooseFirstLine(facts, { ...at, locale: "de-AT" })).toEqual({ since: "März 2024" });
});

test("somebody new is not told how long they have been here", () => {
  expect(chooseFirstLine({ ...facts, orders: 2, firstOrderAt: new Date("2026-10-01T00:00:00Z") }, at)).toBe("chosen");
});

test("of somebody nothing is known about nothing is claimed", () => {
  expect(chooseFirstLine(null, at)).toBe("chosen");
});
