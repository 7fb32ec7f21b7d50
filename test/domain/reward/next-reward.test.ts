/** What somebody is told they could have next: never what the programme doesn't give. */
import { describe, expect, test } from "vitest";
import { kindsFor, nextReward } from "~/domain/reward/next-reward";
import { thanksOf } from "~/domain/reward/thanks";
import { defaultSettings, REWARD_KINDS, type RewardKind } from "~/domain/program/program";

const settings = defaultSettings("GBP");
const now = new Date("2026-11-02T09:00:00Z");
const item = (title: string, priceMinor: bigint, firstDibsUntil: Date | null = null) => ({ title, priceMinor, firstDibsUntil });
const SHELF = [item("Spoon", 300n), item("Mug", 900n), item("New Pot", 1_200n, new Date("2026-11-05T09:00:00Z"))];

const next = (
  kinds: RewardKind[],
  earnedMinor: bigint,
  { tier = "friend", items = SHELF }: { tier?: "friend" | "icon"; items?: typeof SHELF } = {},
) => {
  const found = nextReward({ items, kinds, earnedMinor, tier, now }, { currency: "GBP", cashMinimumMinor: 2_500n });
  return (
    found && (found.of === "product" ? [found.item.title, found.affordable] : [found.kinds.join(), found.leastMinor, found.affordable])
  );
};

describe("products, where any are given", () => {
  test.each([
    [0n, "friend", ["Spoon", false]],
    [300n, "friend", ["Mug", false]],
    [900n, "friend", ["Mug", true]],
    [900n, "icon", ["New Pot", false]],
    [-1n, "friend", ["Spoon", false]],
  ] as const)("with %s pence as a %s", (earned, tier, expected) => {
    expect(next(["product sent"], earned, { tier })).toEqual(expected);
    expect(next(["gift card", "product code"], earned, { tier })).toEqual(expected);
  });
});

describe("an amount, where no product is given, whatever is on the shelf", () => {
  test.each<[RewardKind[], bigint, unknown[] | null]>([
    [["gift card"], 0n, ["gift card", 100n, false]],
    [["gift card"], 99n, ["gift card", 100n, false]],
    [["gift card"], 100n, ["gift card", 100n, true]],
    [["store credit", "gift card"], 5_000n, ["store credit,gift card", 100n, true]],
    [["gift card", "cash"], 2_499n, ["gift card", 100n, true]],
    [["gift card", "cash"], 2_500n, ["gift card,cash", 100n, true]],
    [["cash"], 100n, ["cash", 2_500n, false]],
    [[], 5_000n, null],
  ])("%j with %s pence", (kinds, earned, expected) => expect(next(kinds, earned)).toEqual(expected));

  test("also where the shelf is empty, or holds nothing for them yet", () => {
    for (const items of [[], SHELF.slice(2)]) {
      expect(next(["product code", "gift card"], 40n, { items })).toEqual(["gift card", 100n, false]);
      expect(next(["product code"], 40n, { items })).toBeNull();
    }
  });
});

test("what may be asked for is what the owner gives, Shopify lets us, and the tier has", () => {
  const rules = { ...settings, rewardKinds: [...REWARD_KINDS] };
  expect(kindsFor([], rules, "friend")).toEqual(["product code"]);
  expect(kindsFor(["write_gift_cards"], rules, "icon")).toEqual(["product code", "gift card", "cash"]);
  expect(kindsFor(["write_gift_cards"], { ...rules, iconCash: false }, "icon")).toEqual(["product code", "gift card"]);
});

test("before they join nothing is promised that is not given, and of money when it comes", () => {
  expect(thanksOf(["product sent", "product code"], settings)).toEqual([{ of: "products" }]);
  expect(thanksOf(["cash", "gift card", "store credit"], settings)).toEqual([
    { of: "store credit" },
    { of: "gift card" },
    { of: "cash", friends: 10 },
  ]);
  expect(thanksOf(["cash"], { ...settings, iconCash: false })).toEqual([]);
});
