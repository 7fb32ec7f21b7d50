/** Axes: round values, every amount inside, nothing that divides by nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { logScale, roundSteps } from "~/components/plot-scale";

test.each([
  [0, [0, 1]],
  [7, [0, 2, 4, 6, 8]],
  [100, [0, 50, 100]],
  [5_867_46, [0, 200_000, 400_000, 600_000]],
])("up to %d the axis is written %j", (highest, steps) => {
  expect(roundSteps(highest, 4)).toEqual(steps);
});

test("an axis begins at nothing, ends at or above the highest value, and has few steps", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), (highest) => {
      const steps = roundSteps(highest, 4);
      expect(steps[0]).toBe(0);
      expect(steps[steps.length - 1]).toBeGreaterThanOrEqual(highest);
      expect(steps.length).toBeLessThanOrEqual(6);
    }),
  );
});

test("on a scale of decades the lowest stands at the bottom, the highest at the top, and more is never lower", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const scale = logScale(low, high);
      expect(scale.at(low)).toBe(0);
      if (high > low * 2) expect(scale.at(high)).toBeCloseTo(1);
      expect(scale.at(high)).toBeGreaterThanOrEqual(scale.at(low));
      for (const tick of scale.ticks) expect(tick).toBeGreaterThanOrEqual(low * 0.999);
      expect(scale.ticks.length).toBeLessThanOrEqual(8);
    }),
  );
});
