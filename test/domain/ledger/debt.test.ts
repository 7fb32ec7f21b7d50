import fc from "fast-check";
import { expect, test } from "vitest";
import { metByMerging, regainedOf, toForgive, toTakeBack } from "~/domain/ledger/debt";

/** Which order, or which reward, and how much it is worth from now on. */
type Step = { is: "order"; order: number; worthMinor: bigint } | { is: "take"; priceMinor: bigint } | { is: "give back"; reward: number };

const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant("order" as const),
      order: fc.nat({ max: 3 }),
      worthMinor: fc.bigInt({ min: 0n, max: 1_000n }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ is: fc.constant("take" as const), priceMinor: fc.bigInt({ min: 1n, max: 900n }) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant("give back" as const), reward: fc.nat({ max: 5 }) }) },
);

/** The rules, applied step by step as the ledger does. */
function live(steps: Step[]) {
  let [earned, forgiven] = [0n, 0n];
  const worth = [0n, 0n, 0n, 0n];
  const most = [0n, 0n, 0n, 0n];
  const kept: bigint[] = [];
  /** After each step, independently of the rules: the lack were nothing ever forgiven, and all that came back so far. */
  const lacks: { lack: bigint; returned: bigint }[] = [];
  let returned = 0n;
  const comeBack = (minor: bigint) => {
    const back = toTakeBack({ returnedMinor: minor, forgivenMinor: forgiven });
    [earned, forgiven, returned] = [earned + minor - back, forgiven - back, returned + minor];
  };
  for (const step of steps) {
    if (step.is === "order") {
      const gain = step.worthMinor - worth[step.order];
      if (gain > 0n) {
        const regained = regainedOf({ mostMinor: most[step.order], earnedMinor: worth[step.order], gainMinor: gain });
        earned += gain - regained;
        comeBack(regained);
      } else {
        earned += gain;
        const missing = toForgive(earned);
        [earned, forgiven] = [earned + missing, forgiven + missing];
      }
      worth[step.order] = step.worthMinor;
      if (step.worthMinor > most[step.order]) most[step.order] = step.worthMinor;
    } else if (step.is === "take") {
      if (earned >= step.priceMinor) {
        earned -= step.priceMinor;
        kept.push(step.priceMinor);
      }
    } else {
      const [price] = kept.splice(step.reward, 1);
      if (price !== undefined) comeBack(price);
    }
    lacks.push({ lack: sum(kept) - sum(worth), returned });
  }
  return { earned, forgiven, worth: sum(worth), lost: sum(most) - sum(worth), kept: sum(kept), lacks, returned };
}
const sum = (amounts: bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n);
const greatest = (...amounts: bigint[]): bigint => amounts.reduce((one, other) => (one > other ? one : other));

test("what is left and what was taken and kept are worth what the orders are, and the most that ever lacked less what came back since", () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
      const { earned, worth, kept, lacks, returned } = live(steps);
      const lacking = greatest(0n, ...lacks.map((then) => then.lack - (returned - then.returned)));
      expect(earned + kept).toBe(greatest(worth, worth + lacking));
    }),
    { numRuns: 3_000, seed: 20261128 },
  );
});

test("nobody is left below nothing, and never is more forgiven than was kept, or than orders have lost", () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
      const { earned, forgiven, kept, lost } = live(steps);
      expect(earned >= 0n && forgiven >= 0n && forgiven <= kept && forgiven <= lost).toBe(true);
    }),
    { numRuns: 3_000, seed: 20261128 },
  );
});

test("as long as nobody new buys, it is as if what was undone had never been", () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 30 }), (steps) => {
      const first: Step[] = [0, 1, 2, 3].map((order) => ({ is: "order", order, worthMinor: 1_000n }));
      const { earned, worth, kept } = live([...first, ...steps]);
      expect(earned + kept).toBe(greatest(worth, kept));
    }),
    { numRuns: 2_000, seed: 20261128 },
  );
});

test("what an order brings beyond the most it ever brought is new", () => {
  expect(regainedOf({ mostMinor: 1_000n, earnedMinor: 400n, gainMinor: 900n })).toBe(600n);
  expect(regainedOf({ mostMinor: 0n, earnedMinor: 0n, gainMinor: 900n })).toBe(0n);
});

test("of two who become one, what the one has meets what the other was forgiven, and no more than that", () => {
  const [rich, forgiven] = [
    { earnedMinor: 500n, forgivenMinor: 0n },
    { earnedMinor: 20n, forgivenMinor: 800n },
  ];
  expect([metByMerging(rich, forgiven), metByMerging(forgiven, rich)]).toEqual([500n, 500n]);
  expect(metByMerging(forgiven, forgiven)).toBe(40n);
  expect(metByMerging({ earnedMinor: -300n, forgivenMinor: 0n }, forgiven)).toBe(0n);
});
