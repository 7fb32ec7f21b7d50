import { expect, test } from "vitest";
import { turnAt } from "~/domain/delivery/delivery";

const DAY_MS = 86_400_000;
const now = new Date("2026-11-02T09:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
/** In days from now, rounded down. */
const turn = (mostPerWeek: number, sentDaysAgo: number[], ahead: number) =>
  Math.floor((turnAt({ now, mostPerWeek, sentAt: sentDaysAgo.map(daysAgo), ahead }).getTime() - now.getTime()) / DAY_MS);

test.each([
  ["with nothing sent it is its turn at once", 2, [], 0, 0],
  ["one written before it leaves it the week's other place", 2, [], 1, 0],
  ["two written before it take the week, so it goes in the next", 2, [], 2, 7],
  ["a place is free a week after the letter that took it", 2, [6, 3], 0, 1],
  ["the one behind takes the next place that becomes free", 2, [6, 3], 1, 4],
  ["at one a week, four wait four weeks at most", 1, [], 3, 21],
  ["what was sent more than a week ago takes no place", 1, [8], 0, 0],
  ["with a limit that was lowered, only as many places are counted as there are now", 1, [6, 3, 1], 0, 6],
] as const)("%s", (_rule, most, sent, ahead, days) => expect(turn(most, [...sent], ahead)).toBe(days));
