/** What a programme brought and cost: nothing counted twice, nothing guessed. */
import { describe, expect, test } from "vitest";
import { reckonReturn, type Sums } from "~/domain/proof/return";

const NOTHING: Sums = {
  ...{ currency: "GBP", orders: 0, friends: 0, goodsMinor: 0n, newCustomers: 0, newGoodsMinor: 0n, offerMinor: 0n, knownGoodsMinor: 0n },
  ...{ goodsCostMinor: 0n, rewards: 0, rewardCostMinor: 0n, rewardsUnknown: 0, unknownPriceMinor: 0n, unknownBesideMinor: 0n },
  ...{ owedBeforeMinor: 0n, owedAfterMinor: 0n, askedBeforeMinor: 0n, askedAfterMinor: 0n, costOfKnownMinor: 0n, priceOfKnownMinor: 0n },
};
/** Friends paid £850 for goods of £1,000; they cost the store £400. One reward of £50 cost £20, £35 of credit is owed. */
const SOLD: Sums = {
  ...NOTHING,
  ...{ orders: 10, friends: 9, goodsMinor: 85_000n, newCustomers: 8, newGoodsMinor: 80_000n, offerMinor: 15_000n },
  ...{ knownGoodsMinor: 85_000n, goodsCostMinor: 40_000n, rewards: 1, rewardCostMinor: 2_000n },
  ...{ owedAfterMinor: 3_500n, costOfKnownMinor: 2_000n, priceOfKnownMinor: 5_000n },
};
const reckon = (changes: Partial<Sums> = {}, adCostMinor: bigint | null = null) => reckonReturn({ ...SOLD, ...changes }, { adCostMinor });

test("of nothing nothing is known, and nothing is claimed", () => {
  expect(reckonReturn(NOTHING, { adCostMinor: 2_000n })).toEqual({
    ...{ usualCostBp: null, rewardCostMinor: 0n, owedCostMinor: 0n, askedCostMinor: 0n, costMinor: 0n, knownBp: null, marginMinor: null },
    ...{ leftMinor: null, perNewCustomerMinor: null, ads: null },
  });
});

test("offer, rewards and what is owed at its usual cost are what it cost; the offer is not taken off twice", () => {
  expect(reckon()).toMatchObject({
    usualCostBp: 4_000,
    owedCostMinor: 1_400n,
    costMinor: 15_000n + 2_000n + 1_400n,
    knownBp: 10_000,
    marginMinor: 45_000n,
    leftMinor: 45_000n - 2_000n - 1_400n,
    perNewCustomerMinor: 2_300n,
  });
});

describe("what is not known", () => {
  test("is no margin: of some goods it is told for those alone, and what is left of everything is not", () => {
    expect(reckon({ knownGoodsMinor: 34_000n, goodsCostMinor: 16_000n })).toMatchObject({
      knownBp: 4_000,
      marginMinor: 18_000n,
      leftMinor: null,
    });
    expect(reckon({ knownGoodsMinor: 0n, goodsCostMinor: 0n })).toMatchObject({ knownBp: 0, marginMinor: null, leftMinor: null });
  });

  test("of a reward's cost is at most the price taken for it, and no part of what rewards usually cost", () => {
    const figures = reckon({ rewards: 2, rewardsUnknown: 1, unknownPriceMinor: 3_000n, unknownBesideMinor: 350n });
    expect(figures).toMatchObject({ rewardCostMinor: 5_350n, usualCostBp: 4_000 });
  });

  test("of what rewards cost leaves credit owed at its full amount", () => {
    expect(reckon({ costOfKnownMinor: 0n, priceOfKnownMinor: 0n })).toMatchObject({ usualCostBp: null, owedCostMinor: 3_500n });
  });
});

describe("against what an ad would have cost", () => {
  test("is told only where the owner says what a new customer costs elsewhere, and somebody new came", () => {
    expect(reckon().ads).toBeNull();
    expect(reckon({ newCustomers: 0 }, 3_000n).ads).toBeNull();
    expect(reckon({}, 3_000n).ads).toEqual({ costMinor: 24_000n, savedMinor: 5_600n });
  });
  test("a programme that cost more says so", () => {
    expect(reckon({}, 1_000n).ads).toEqual({ costMinor: 8_000n, savedMinor: -10_400n });
  });
});

test("credit taken in a period lessens what is owed, so that periods side by side add up to the whole", () => {
  const first = reckon({ owedAfterMinor: 5_000n });
  const second = reckon({ owedBeforeMinor: 5_000n, owedAfterMinor: 3_500n });
  expect(first.owedCostMinor + second.owedCostMinor).toBe(reckon().owedCostMinor);
});

test("a reward that is asked for costs what it will, from the moment its credit is taken until it is given", () => {
  const asked = reckon({ owedAfterMinor: 1_500n, askedAfterMinor: 2_000n });
  expect([asked.askedCostMinor, asked.costMinor, asked.leftMinor]).toEqual([
    2_000n,
    15_000n + 2_000n + 600n + 2_000n,
    45_000n - 2_000n - 600n - 2_000n,
  ]);
  expect(reckon({ askedBeforeMinor: 2_000n }).askedCostMinor).toBe(-2_000n);
});
