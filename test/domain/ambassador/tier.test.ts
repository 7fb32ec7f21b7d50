import fc from "fast-check";
import { expect, test } from "vitest";
import { creditBpOf, isHigher, nextTier, tierFor, TIERS } from "~/domain/ambassador/tier";
import { pageTier } from "~/domain/page/page-tier";
import { sayTier } from "~/words/storefront/sentences";
import { wordsFor } from "~/words/storefront/words-for";
import { defaultSettings } from "~/domain/program/program";

const rules = { creditBp: 1_000, insiderFrom: 3, insiderCreditBp: 1_200, iconFrom: 10, iconCreditBp: 1_500 };

test.each([
  [0, "friend"],
  [2, "friend"],
  [3, "insider"],
  [9, "insider"],
  [10, "icon"],
  [5_000, "icon"],
] as const)("%i good referrals make a %s", (count, tier) => expect(tierFor(count, rules)).toBe(tier));

test("more referrals never mean a lower tier, and each tier has its rate", () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), (one, more) => {
      expect(isHigher(tierFor(one, rules), tierFor(one + more, rules))).toBe(false);
    }),
  );
  expect(TIERS.map((tier) => creditBpOf(tier, rules))).toEqual([1_000, 1_200, 1_500]);
  expect(TIERS.map((tier) => creditBpOf(tier, { ...rules, creditBp: 1_300 }))).toEqual([1_300, 1_300, 1_500]);
});

test("the next tier says how many more it takes; icons are at the top", () => {
  expect(nextTier("friend", rules)).toEqual({ tier: "insider", from: 3 });
  expect(nextTier("insider", rules)).toEqual({ tier: "icon", from: 10 });
  expect(nextTier("icon", rules)).toBeNull();
});

test("a page says what moving up brings, and only what it truly does", () => {
  const settings = { ...defaultSettings("GBP"), ...rules };
  const say = (...asked: Parameters<typeof pageTier>) => sayTier(wordsFor("en"), pageTier(...asked));
  expect(pageTier("friend", 1, settings).next).toEqual({
    tier: "insider",
    more: 2,
    gains: { credit: "12%", firstChoice: false, cash: false },
  });
  expect(say("friend", 1, settings)).toBe(
    "You are a friend: you get 10% of what friends pay on their first order. 2 more friends and you are an insider. It brings 12% instead of 10%.",
  );
  expect(say("insider", 9, { ...settings, rewardKinds: ["product code", "cash"] })).toBe(
    "You are an insider: you get 12% of what friends pay on their first order. One more friend and you are an icon. It brings 15% instead of 12%, first choice of what is new and money, if you like.",
  );
  expect(say("friend", 0, { ...settings, insiderCreditBp: 1_000 })).toContain("It is our way of saying that we noticed.");
  expect(say("icon", 12, settings)).toBe("You are an icon: you get 15% of what friends pay on their first order.");
  expect(say("icon", 12, { ...settings, newFriendsOnly: false })).toBe("You are an icon: you get 15% of what friends pay.");
  expect(pageTier("icon", 12, { ...settings, iconCreditBp: 1_550 }, "de-DE")).toMatchObject({ creditPercent: "15,5\u00a0%", next: null });
});
