import { describe, expect, test } from "vitest";
import { seededBy, SeededRandom } from "./seeded-random.ts";

const DRAWS = 40_000;
const mean = (draw: () => number) => Array.from({ length: DRAWS }, draw).reduce((sum, value) => sum + value, 0) / DRAWS;
const variance = (draw: () => number) => {
  const values = Array.from({ length: DRAWS }, draw);
  const middle = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / DRAWS;
};

describe("the seeded generator", () => {
  test("the same seed gives the same stream, another seed another", () => {
    const ten = (seed: string) =>
      Array.from(
        { length: 10 },
        (
          (random) => () =>
            random.unit()
        )(new SeededRandom(seed)),
      );
    expect(ten("7")).toEqual(ten("7"));
    expect(ten("7")).not.toEqual(ten("8"));
  });

  test("the parts of a seed cannot run into each other", () => {
    expect(seededBy("a", "bc").unit()).not.toBe(seededBy("ab", "c").unit());
  });

  test("uniform values stay in [0, 1) with mean 1/2 and variance 1/12", () => {
    const random = seededBy("uniform");
    const values = Array.from({ length: DRAWS }, () => random.unit());
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(() => random.unit())).toBeCloseTo(0.5, 2);
    expect(variance(() => random.unit())).toBeCloseTo(1 / 12, 2);
  });

  test("whole numbers reach both ends and nothing beyond", () => {
    const random = seededBy("whole");
    expect(new Set(Array.from({ length: 500 }, () => random.whole(3, 6)))).toEqual(new Set([3, 4, 5, 6]));
  });

  test.each([
    { shape: 0.243, rate: 4.414 },
    { shape: 3.74, rate: 15.44 },
    { shape: 6.25, rate: 0.2 },
  ])("gamma($shape, $rate) has mean shape/rate and variance shape/rate²", ({ shape, rate }) => {
    const random = seededBy("gamma", String(shape));
    const drawn = mean(() => random.gamma(shape, rate));
    expect(Math.abs(drawn / (shape / rate) - 1)).toBeLessThan(0.04);
    const spread = variance(() => random.gamma(shape, rate));
    expect(Math.abs(spread / (shape / rate ** 2) - 1)).toBeLessThan(0.12);
  });

  test("beta(.793, 2.426) has mean a/(a+b)", () => {
    const random = seededBy("beta");
    expect(mean(() => random.beta(0.793, 2.426))).toBeCloseTo(0.793 / (0.793 + 2.426), 2);
  });

  test("weights decide how often each is picked", () => {
    const random = seededBy("weights");
    const share = mean(() => (random.pickWeighted(["rare", "often"], (word) => (word === "rare" ? 1 : 9)) === "rare" ? 1 : 0));
    expect(share).toBeCloseTo(0.1, 2);
  });
});
