import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkSettings, defaultSettings, defaultShelfMinimum, holdOutApplies, percentOf, sameSettings } from "~/domain/program/program";
import { unguessableCode } from "~/domain/program/unguessable-code";
import { systemChance } from "~/adapters/system-chance.server";

const settings = defaultSettings("GBP");

describe("settings", () => {
  test("the defaults are what PRODUCT.md promises, and valid", () => {
    expect(settings).toEqual({
      offerBp: 1_500,
      creditBp: 1_000,
      returnWindowDays: 14,
      clickWindowDays: 30,
      newFriendsOnly: true,
      renewalsCount: false,
      powerBuyerBp: 1_000,
      holdOutBp: 1_000,
      shelfMinimumMinor: 500n,
      channels: ["online store", "point of sale", "draft orders", "other"],
      minimumSpendMinor: 0n,
      friendLimit: null,
      debtPolicy: "carry",
      insiderFrom: 3,
      insiderCreditBp: 1_000,
      iconFrom: 10,
      iconCreditBp: 1_000,
      iconCash: true,
      firstDibsDays: 7,
      rewardKinds: ["product code"],
      cashMinimumMinor: 2_500n,
      shippingCostMinor: 0n,
      rewardFeeMinor: 0n,
    });
    expect(checkSettings(settings, "GBP")).toEqual({});
  });

  test.each([
    ["GBP", 500n],
    ["JPY", 500n],
    ["KWD", 2_000n],
    ["IDR", 10_000_000n],
    ["COP", 2_500_000n],
  ])("the shelf begins at about five dollars, in the smallest unit of %s", (currency, minor) =>
    expect(defaultShelfMinimum(currency)).toBe(minor),
  );

  test.each([
    [{ offerBp: 0 }, "offerBp"],
    [{ offerBp: 10_000 }, "offerBp"],
    [{ offerBp: 12.5 }, "offerBp"],
    [{ offerBp: Number.NaN }, "offerBp"],
    [{ creditBp: -1 }, "creditBp"],
    [{ offerBp: 9_000, creditBp: 1_000, insiderCreditBp: 0, iconCreditBp: 0 }, "creditBp"],
    [{ offerBp: 9_000, creditBp: 0, insiderCreditBp: 0, iconCreditBp: 1_000 }, "iconCreditBp"],
    [{ insiderFrom: 0 }, "insiderFrom"],
    [{ insiderFrom: 10 }, "iconFrom"],
    [{ friendLimit: 0 }, "friendLimit"],
    [{ channels: [] }, "channels"],
    [{ rewardKinds: [] }, "rewardKinds"],
    [{ rewardKinds: ["a car" as "cash"] }, "rewardKinds"],
    [{ debtPolicy: "sue" as "carry" }, "debtPolicy"],
    [{ firstDibsDays: 366 }, "firstDibsDays"],
    [{ minimumSpendMinor: -1n }, "minimumSpendMinor"],
    [{ rewardFeeMinor: 100_000_000n }, "rewardFeeMinor"],
    [{ returnWindowDays: 366 }, "returnWindowDays"],
    [{ clickWindowDays: 0 }, "clickWindowDays"],
    [{ powerBuyerBp: 0 }, "powerBuyerBp"],
    [{ holdOutBp: 5_001 }, "holdOutBp"],
    [{ shelfMinimumMinor: -1n }, "shelfMinimumMinor"],
  ])("%o is refused at its own field with what to do", (change, field) => {
    const problems = checkSettings({ ...settings, ...change }, "GBP");
    expect(Object.keys(problems)).toEqual([field]);
    expect(Object.values(problems)[0]).toMatch(/(Choose|Lower).*\.$/);
  });

  test.each([
    ["USD", 99_999_999n, "$1,000,000"],
    ["JPY", 99_999_999n, "¥100,000,000"],
    ["KWD", 999_999_999n, "KWD\u00a01,000,000"],
    ["IDR", 1_999_999_999_999n, "IDR\u00a020,000,000,000"],
    ["COP", 499_999_999_999n, "COP\u00a05,000,000,000"],
  ])("in %s amounts may come to %d, and the sentence says the same limit", (currency, most, said) => {
    const money = { ...defaultSettings(currency), cashMinimumMinor: most, shelfMinimumMinor: most };
    expect(checkSettings(money, currency)).toEqual({});
    expect(checkSettings({ ...money, cashMinimumMinor: most + 1n, shelfMinimumMinor: most + 1n }, currency)).toEqual({
      cashMinimumMinor: `Choose zero or more, and less than ${said}.`,
      shelfMinimumMinor: `No product would be left on the shelf. Choose less than ${said}.`,
    });
  });

  test("any single change is seen", () => {
    expect(sameSettings(settings, { ...settings })).toBe(true);
    expect(sameSettings(settings, { ...settings, renewalsCount: true })).toBe(false);
    expect(sameSettings(settings, { ...settings, shelfMinimumMinor: 501n })).toBe(false);
    expect(sameSettings(settings, { ...settings, channels: [...settings.channels].reverse() })).toBe(true);
    expect(sameSettings(settings, { ...settings, channels: ["other"] })).toBe(false);
  });

  test("per cent are said as people say them", () => expect([1_500, 1_250, 5].map(percentOf)).toEqual(["15", "12.5", "0.05"]));
});

test("a hold-out is drawn from fifty people on", () => expect([holdOutApplies(49), holdOutApplies(50)]).toEqual([false, true]));

describe("codes nobody can guess", () => {
  test("are of the length asked for, in characters that cannot be mistaken for one another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (length) =>
        new RegExp(`^[0-9A-HJKMNP-TV-Z]{${length}}$`).test(unguessableCode(systemChance, length)),
      ),
    );
  });

  test("use every character about equally often", () => {
    // 64,000 characters over 32: mean 2,000, sd 44; six sd.
    const counts = new Map<string, number>();
    for (const one of unguessableCode(systemChance, 64_000)) counts.set(one, (counts.get(one) ?? 0) + 1);
    expect(counts.size).toBe(32);
    for (const count of counts.values()) expect(Math.abs(count - 2_000)).toBeLessThan(264);
  });
});
