/** What inviting changed: right on paper, right under any story of how people differ, and how often its interval covers the truth. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawLots } from "~/domain/invitation/draw-lots";
import { measureLift } from "~/domain/proof/lift";
import type { Drawn } from "~/domain/proof/lots";
import { seededNumbers } from "~/domain/seeded-numbers";

const SEED = "0123456789abcdef0123456789abcdef";
const seedOf = (n: number): string => (n + 1).toString(16).padStart(32, "7");
const mean = (values: number[]): number => values.reduce((all, value) => all + value, 0) / values.length;

type Someone = { press?: number; decile?: number; heldOut: boolean; spend: number };
const drawnOf = (people: Someone[]): Drawn => ({
  press: people.map(({ press }) => press ?? 1),
  decile: people.map(({ decile }) => decile ?? 1),
  heldOut: people.map(({ heldOut }) => heldOut),
  values: [people.map(({ spend }) => spend)],
});
const liftOf = (people: Someone[], seed = SEED) => measureLift(drawnOf(people), { seed });

describe("the difference", () => {
  test("is of two means, among people whom one press drew lots for", () => {
    const people = [10, 20, 30, 40].map((spend) => ({ heldOut: false, spend })).concat([10, 20].map((spend) => ({ heldOut: true, spend })));
    expect(liftOf(people).measures[0]).toMatchObject({ invited: 25, heldOut: 15, difference: 10 });
  });

  test("between presses is no difference: each press is compared within itself, and the one that knows more weighs more", () => {
    const rich = { press: 1, invited: [1_000, 1_010], heldOut: [1_000, 1_000] };
    const poor = { press: 2, invited: [10, 10, 10, 30], heldOut: [10, 10, 10, 10] };
    const people = [rich, poor].flatMap(({ press, invited, heldOut }) => [
      ...invited.map((spend) => ({ press, heldOut: false, spend })),
      ...heldOut.map((spend) => ({ press, heldOut: true, spend })),
    ]);
    // Both differ by 5; weights 1 and 2 cannot change that, and who is in which press cannot either.
    expect(liftOf(people).measures[0].difference).toBeCloseTo(5, 10);
  });

  test("is nobody's where nobody, or everybody, was held out", () => {
    expect(liftOf([1, 2, 3].map((spend) => ({ heldOut: false, spend })))).toEqual({ invited: 0, heldOut: 0, presses: 0, measures: [] });
    const other = [1, 5, 3, 2].map((spend, at) => ({ press: 2, heldOut: at > 1, spend }));
    expect(liftOf([...[7, 8].map((spend) => ({ heldOut: true, spend })), ...other])).toMatchObject({ invited: 2, heldOut: 2, presses: 1 });
  });
});

describe("the interval", () => {
  const random = seededNumbers(SEED);
  const people = Array.from({ length: 200 }, (_, at): Someone => ({ decile: (at % 10) + 1, heldOut: at >= 160, spend: random() % 100 }));

  test("is the same for the same people and seed, and nearly so for another seed", () => {
    const [one, again, other] = [liftOf(people), liftOf(people), liftOf(people, seedOf(4))].map(({ measures }) => measures[0].interval!);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(Math.abs(other.from - one.from)).toBeLessThan(2);
  });

  test("moves with everybody, and with what every invited person spends more", () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (all, invited) => {
        const moved = liftOf(people.map((one) => ({ ...one, spend: one.spend + all + (one.heldOut ? 0 : invited) })));
        const [before, after] = [liftOf(people).measures[0], moved.measures[0]];
        expect(after.interval!.from - before.interval!.from).toBeCloseTo(invited, 4);
        expect(after.interval!.to - before.interval!.to).toBeCloseTo(invited, 4);
      }),
      { numRuns: 8 },
    );
  });

  test("is none where the lots could fall in too few ways, or everybody did the same", () => {
    expect(liftOf([1, 2, 3, 4].map((spend, at) => ({ heldOut: at === 0, spend }))).measures[0].interval).toBeNull();
    expect(liftOf(people.map((one) => ({ ...one, spend: 0 }))).measures[0].interval).toBeNull();
  });

  test("agrees with the bell curve where that is right: many people, plain spend", () => {
    const many = Array.from({ length: 3_000 }, (_, at): Someone => ({
      decile: (at % 10) + 1,
      heldOut: at >= 2_400,
      spend: random() % 100,
    }));
    const { difference, interval, spread } = liftOf(many).measures[0];
    const half = 1.96 * spread * Math.sqrt(1 / 2_400 + 1 / 600);
    expect(interval!.from).toBeCloseTo(difference - half, 0);
    expect(interval!.to).toBeCloseTo(difference + half, 0);
  });
});

/** Stores' spend: half the people buy nothing, a few buy most. What inviting does to each is the story's. */
const STORIES: [name: string, invite: (spend: number, chance: number) => number][] = [
  ["changes nothing", (spend) => spend],
  ["makes everybody spend three tenths more", (spend) => spend * 1.3],
  ["doubles what three in ten spend", (spend, chance) => (chance < 0.3 ? spend * 2 + 20 : spend)],
  ["takes a fifth of everybody's spend away", (spend) => spend * 0.8],
];
const [SIZE, ROUNDS] = [200, 200];

/** Of Welch's intervals 83 to 88 of 100 cover in the same stories. */
describe("of two hundred people with twenty held out", () => {
  test.each(STORIES)("where inviting %s, 90 to 98 of 100 intervals cover the truth", { timeout: 120_000 }, (_story, invite) => {
    const draw = seededNumbers(seedOf(SIZE));
    const chance = () => (draw() + 0.5) / 2 ** 32;
    const bell = () => Math.sqrt(-2 * Math.log(chance())) * Math.cos(2 * Math.PI * chance());
    let covered = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const people = Array.from({ length: SIZE }, (_, at) => ({ buyerId: String(at), rank: at + 1 }));
      const lots = drawLots({ seed: seedOf(round), people, shareBp: 1_000 });
      const pairs = lots.map(({ decile }) => {
        const alone = chance() < 0.45 ? Math.exp(1.2 * bell() + 4 - 0.15 * decile) : 0;
        return { alone, invited: invite(alone, chance()) };
      });
      const truth = mean(pairs.map(({ alone, invited }) => invited - alone));
      const { interval } = liftOf(
        lots.map(({ decile, heldOut }, at) => ({ decile, heldOut, spend: heldOut ? pairs[at].alone : pairs[at].invited })),
        seedOf(round),
      ).measures[0];
      if (interval && interval.from <= truth && truth <= interval.to) covered++;
    }
    const share = covered / ROUNDS;
    expect(share).toBeGreaterThanOrEqual(0.9);
    expect(share).toBeLessThanOrEqual(0.985);
  });
});
