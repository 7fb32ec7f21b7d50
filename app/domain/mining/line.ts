/**
 * The owner's line through the list: where it can be put, and how many people each place holds. A small store's line can stand
 * between any two people; a large one's stands at steps fine enough for the best few.
 */
import { peopleAbove } from "./list-change";

/** Up to here every number of people is a step of its own. */
const EVERY_PERSON_UP_TO = 200;
/** [up to this many basis points, in steps of] */
const STEPS: [number, number][] = [
  [10, 5],
  [1_000, 10],
  [2_000, 50],
  [10_000, 100],
];
const ALL_BP = 10_000;

export type LinePlace = { bp: number; people: number };

/** The basis points of a line that holds so many people; of more than 10,000 buyers the nearest below that can be said. */
export const lineFor = (people: number, buyers: number): number =>
  Math.min(ALL_BP, Math.max(1, Math.floor((people * ALL_BP) / Math.max(1, buyers))));

/** Ascending, a step a number of people, the line as it is among them; the last holds everybody. */
export function linePlaces(buyers: number, nowBp: number): LinePlace[] {
  const places = new Map<number, number>();
  const add = (bp: number) => places.set(peopleAbove(buyers, bp), bp);
  if (buyers <= EVERY_PERSON_UP_TO) for (let people = 1; people <= buyers; people++) add(lineFor(people, buyers));
  else
    for (let bp = 0, at = 0; at < STEPS.length;) {
      bp += STEPS[at][1];
      add(bp);
      if (bp >= STEPS[at][0]) at++;
    }
  // Last, so that the line as it is keeps its own basis points.
  if (buyers > 0) add(nowBp);
  return [...places].map(([people, bp]) => ({ bp, people })).sort((one, other) => one.people - other.people);
}

export type LineStep = LinePlace & {
  /** Of all net spend, what they hold, in basis points, rounded down. */
  shareBp: number;
  /** What the ranking gives the last of them, in minor units; not above 0 for whoever comes after all others. */
  scoreMinor: number;
};

/** The step nearest to so many people; there is one as long as there are buyers. */
export function nearestStep<S extends LinePlace>(steps: S[], people: number): S {
  return steps.reduce((best, step) => (Math.abs(step.people - people) < Math.abs(best.people - people) ? step : best));
}

/** Share of all spend, in basis points, that so many of the best hold: as far between two steps as the number of people is. */
export function shareAt(steps: LineStep[], people: number): number {
  const above = steps.findIndex((step) => step.people >= people);
  if (above < 0) return steps.length ? steps[steps.length - 1].shareBp : 0;
  const [from, to] = [above > 0 ? steps[above - 1] : { people: 0, shareBp: 0 }, steps[above]];
  return Math.floor(from.shareBp + ((to.shareBp - from.shareBp) * (people - from.people)) / Math.max(1, to.people - from.people));
}
