import { expect, test } from "vitest";
import { seededNumbers } from "~/domain/seeded-numbers";

test("the numbers are those of the generator's authors", () => {
  // xoshiro128starstar.c 1.1 (https://prng.di.unimi.it/), state {1, 2, 3, 4}: its first ten numbers.
  const next = seededNumbers("00000001000000020000000300000004");
  expect(Array.from({ length: 10 }, next)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});
