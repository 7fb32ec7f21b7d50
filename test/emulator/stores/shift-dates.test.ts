import { expect, test } from "vitest";
import { dateShift, describeShift, WEEK_MS, weeksToMove } from "./shift-dates.ts";

const NOW = Date.parse("2026-11-23T17:00:00Z");
const at = (text: string) => Date.parse(text);

test.each([
  { last: "2011-12-09T12:50:00Z", weeks: 780 },
  { last: "2026-11-23T16:59:59Z", weeks: 0 },
  { last: "2026-11-23T17:00:00Z", weeks: 0 },
  { last: "2026-11-16T17:00:00Z", weeks: 1 },
  { last: "2026-11-16T17:00:01Z", weeks: 0 },
  { last: "2026-11-23T17:00:01Z", weeks: -1 },
  { last: "2027-11-23T12:00:00Z", weeks: -53 },
])("a last order of $last moves by $weeks weeks, into the week before now", ({ last, weeks }) => {
  expect(weeksToMove(at(last), NOW)).toBe(weeks);
  const moved = at(last) + weeks * WEEK_MS;
  expect(moved).toBeLessThanOrEqual(NOW);
  expect(NOW - moved).toBeLessThan(WEEK_MS);
});

test("weekday and hour stay as they were", () => {
  const shift = dateShift(at("2011-12-09T12:50:00Z"), NOW);
  const moved = new Date(shift.move(at("2011-01-04T08:26:00Z")));
  expect([moved.getUTCDay(), moved.getUTCHours(), moved.getUTCMinutes()]).toEqual([2, 8, 26]);
});

test("what follows an order never lies in the future", () => {
  const shift = dateShift(at("2011-12-09T12:50:00Z"), NOW);
  expect(shift.moveFollowUp(at("2011-12-20T09:00:00Z"))).toBe(NOW);
  expect(shift.moveFollowUp(at("2011-12-01T09:00:00Z"))).toBe(at("2011-12-01T09:00:00Z") + 780 * WEEK_MS);
});

test("the origin says how far dates were moved", () => {
  expect(describeShift(780)).toBe("dates moved forward by 780 weeks");
  expect(describeShift(-1)).toBe("dates moved back by 1 week");
  expect(describeShift(0)).toBe("dates as they are");
});
