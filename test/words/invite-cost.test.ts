/** What an invitation can cost at most, said for every way of thanking: never less than it may come to, and in the programme's currency. */
import { expect, test } from "vitest";
import { costSentences } from "~/components/invite-cost";
import { defaultSettings, type RewardKind } from "~/domain/program/program";

const usual = { name: "#1042", goods: { minor: "10000", text: "£100.00" } };
const said = (changes: object = {}, order: typeof usual | null = usual) =>
  costSentences({ ...defaultSettings("GBP"), currency: "GBP", shippingMinor: "0", feeMinor: "0", ...changes }, order, "en-GB").join(" ");

test("the most is reckoned at the highest rate, and both rates are named", () => {
  expect(said()).toContain("earns 10 % of what the friend pays, to take in your products.");
  expect(said()).toContain("£15.00 off and up to £8.50 earned: £23.50 at most.");
  const higher = said({ insiderCreditBp: 1_200, iconCreditBp: 2_000 });
  expect(higher).toContain("earns 10 % of what the friend pays, as an icon 20 %, to take");
  expect(higher).toContain("£17.00 earned: £32.00 at most.");
  // An icon never earns less than an insider, whatever stands there.
  expect(said({ insiderCreditBp: 1_200, iconCreditBp: 500 })).toContain("as an insider 12 %");
  expect(said({ insiderCreditBp: 1_200, iconCreditBp: 500 })).toContain("£10.20 earned");
});

test("what the owner said that giving costs is told; sending only where something is sent", () => {
  const stated = { shippingMinor: "350", feeMinor: "20" };
  expect(said({ ...stated, rewardKinds: ["product sent"] })).toContain(
    "up to £3.70 more, as you wrote in the settings: sending it, and fees.",
  );
  expect(said({ ...stated, rewardKinds: ["cash"] })).toContain("up to £0.20 more, as you wrote in the settings: fees.");
  expect(said({ rewardKinds: ["product sent"] })).not.toContain("settings");
});

test.each<[RewardKind[], string]>([
  [["product code", "product sent"], "to take in your products."],
  [["store credit"], "to take as store credit."],
  [["cash", "gift card", "product code"], "to take in your products, as a gift card or in cash."],
])("thanked with %j it is said so, and of a product's own cost only where products are given", (rewardKinds, words) => {
  expect(said({ rewardKinds })).toContain(words);
  expect(said({ rewardKinds }).includes("A product given")).toBe(rewardKinds.some((kind) => kind.startsWith("product")));
});

test("without an order to show it on, the shares are said alone", () => expect(said({}, null)).not.toMatch(/£|at most/));
