/** What may be said of a hold-out, what not yet, and what it would take. */
import { expect, test } from "vitest";
import { findingOf, peopleFor } from "~/domain/proof/finding";
import type { Difference } from "~/domain/proof/lift";

const spend = (changes: Partial<Difference> = {}): Difference => ({
  ...{ invited: 5_500, heldOut: 5_000, difference: 500, interval: { from: -200, to: 1_200 }, spread: 8_000 },
  ...changes,
});
const found = ({
  heldOut = 40,
  days = 60,
  peopleAWeek = 50,
  ...changes
}: Partial<Difference> & { days?: number; peopleAWeek?: number } = {}) =>
  findingOf({
    lift: { invited: 360, heldOut, presses: 1, measures: [spend({ ...changes, heldOut: 5_000 })] },
    ...{ becameOne: 0, days, peopleAWeek },
  });

test("with nobody held out nothing is said", () => {
  const lift = { invited: 0, heldOut: 0, presses: 0, measures: [] };
  expect(findingOf({ lift, becameOne: 0, days: 90, peopleAWeek: 3 })).toMatchObject({ state: "nobody held out", needed: null, lacks: [] });
});

test.each([
  [{ heldOut: 19 }, ["people"]],
  [{ days: 27 }, ["days"]],
  [{ interval: null }, ["differences"]],
  [{ heldOut: 3, days: 2 }, ["people", "days"]],
])("%j is too little, and says why", (given, lacks) => {
  expect(found(given)).toMatchObject({ state: "too little", lacks });
});

test.each([
  [{ from: 1, to: 900 }, "more"],
  [{ from: -900, to: -1 }, "less"],
  [{ from: -1, to: 900 }, "cannot tell"],
  [{ from: 0, to: 900 }, "cannot tell"],
])("a range of %j tells: %s", (interval, state) => {
  expect(found({ interval })).toMatchObject({ state, lacks: [] });
});

test("how many people it takes is the textbook's: two halves of 63 see half a standard deviation eight times in ten", () => {
  // J. Cohen, Statistical Power Analysis, table 2.4.1: d = .50, power .80, two-sided .05 takes 64 a group with the t distribution.
  expect(peopleFor({ spread: 1, difference: 0.5, heldOutShare: 0.5 })).toBe(126);
  expect(peopleFor({ spread: 1, difference: 0.2, heldOutShare: 0.5 })).toBe(785);
});

test("how many more people, and weeks at this pace, a difference of a fifth would take is told; where nobody is drawn any more, no weeks are", () => {
  // A fifth of 50.00 is 10.00; 7.849 × 80² / (10² × .1 × .9) = 5,582.
  expect(found().needed).toEqual({ differenceMinor: 1_000, people: 5_582, more: 5_182, weeks: 104 });
  expect(found({ peopleAWeek: 0 }).needed).toMatchObject({ weeks: null });
  expect(found({ spread: 1_000 }).needed).toMatchObject({ more: 0, weeks: 0 });
});
