/** The owner's line: where it can stand, and what lies between two of its places. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineFor, linePlaces, nearestStep, shareAt } from "~/domain/mining/line";
import { peopleAbove } from "~/domain/mining/list-change";

const buyers = fc.integer({ min: 1, max: 2_000_000 });
const line = fc.integer({ min: 1, max: 10_000 });

describe("the line's places", () => {
  test("rise by people, none twice, from a few to everybody, and the line as it is stands among them", () => {
    fc.assert(
      fc.property(buyers, line, (all, now) => {
        const places = linePlaces(all, now);
        for (const [index, { bp, people }] of places.entries()) {
          expect(people).toBe(peopleAbove(all, bp));
          if (index > 0) expect(people).toBeGreaterThan(places[index - 1].people);
        }
        expect(places.at(-1)!.people).toBe(all);
        expect(places.map(({ bp }) => bp)).toContain(now);
        expect(places.length).toBeLessThanOrEqual(205);
      }),
    );
  });

  test("of three buyers are one, two and three of them", () => {
    expect(linePlaces(3, 1_000).map(({ people }) => people)).toEqual([1, 2, 3]);
  });

  test("of nobody are none", () => expect(linePlaces(0, 1_000)).toEqual([]));

  test("for a number of people hold just so many, where there are at most 10,000 buyers", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }).chain((all) => fc.tuple(fc.constant(all), fc.integer({ min: 1, max: all }))),
        ([all, people]) => {
          expect(peopleAbove(all, lineFor(people, all))).toBe(people);
        },
      ),
    );
  });

  test("for a number of people never hold more, however many buyers there are", () => {
    fc.assert(
      fc.property(
        buyers.chain((all) => fc.tuple(fc.constant(all), fc.integer({ min: 1, max: all }))),
        ([all, people]) => {
          expect(peopleAbove(all, lineFor(people, all))).toBeLessThanOrEqual(Math.max(people, Math.ceil(all / 10_000)));
        },
      ),
    );
  });
});

describe("between two places", () => {
  const steps = [
    { bp: 100, people: 10, shareBp: 2_000, scoreMinor: 900 },
    { bp: 200, people: 20, shareBp: 3_000, scoreMinor: 800 },
  ];
  test.each([
    [0, 0],
    [5, 1_000],
    [10, 2_000],
    [15, 2_500],
    [20, 3_000],
    [99, 3_000],
  ])("the share of %d people lies as far as they do", (people, share) => expect(shareAt(steps, people)).toBe(share));
  test("without any place there is no share", () => expect(shareAt([], 5)).toBe(0));
  test("the nearest place is the one with the nearest number", () =>
    expect([12, 16].map((people) => nearestStep(steps, people).people)).toEqual([10, 20]));
});
