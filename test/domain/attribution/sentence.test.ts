import { expect, test } from "vitest";
import { SIGNS } from "~/domain/attribution/facts";
import { claimSentence, likenessSentences, outcomeWord, ownerSentence } from "~/domain/attribution/sentence";

test("the owner reads the why with the ambassador's name", () => {
  expect(ownerSentence("own-purchase", "Maxine")).toBe("Maxine bought this themselves, so it earns nothing.");
  expect(ownerSentence("code", "Maxine")).toBe("The order carries Maxine's code.");
});
test("without a name the sentence is still one", () => {
  expect(ownerSentence("code", null)).toBe("The order carries an ambassador's code.");
  expect(ownerSentence("own-purchase", null)).toBe("The ambassador bought this themselves, so it earns nothing.");
});
test("a reason of a later version is shown rather than hidden", () => {
  expect(ownerSentence("the owner said so", "Maxine")).toBe("the owner said so");
});
test("a verdict is one word or two in a list", () => {
  expect(["attributed", "under review", "ignored"].map(outcomeWord)).toEqual(["Counts", "Under review", "Doesn't count"]);
});
test.each(["channel", "below-minimum", "friend-limit", "program-ended", "same-phone", "same-address", "same-household", "same-device"])(
  "%s is a sentence for the owner",
  (reason) => {
    for (const sentence of [ownerSentence(reason, "Maxine"), ownerSentence(reason, null)]) expect(sentence).toMatch(/^[A-Z][^{}]+[.!]$/);
  },
);
const alike = { ambassadorId: "a", leftAt: null, sameBuyer: false, address: "different", signs: null } as const;
test("what was alike is a sentence with the ambassador's name and nobody's address", () => {
  expect(likenessSentences({ ...alike, signs: [...SIGNS] }, "Maxine")).toEqual([
    "The same phone number as Maxine's.",
    "Goes to the same address as Maxine's own, or is billed there, under the same name.",
    "Goes to the same address as Maxine's own, or is billed there, under another name.",
    "The same house number and postcode as Maxine's.",
    "Ordered over an internet connection Maxine has used. Offices and phone networks share one, so this alone stops nothing.",
  ]);
  expect(likenessSentences({ ...alike, address: "alike" }, "Maxine")).toEqual(["An e-mail address much like one that Maxine has, or had."]);
  expect(likenessSentences({ ...alike, sameBuyer: true, address: "same" }, null)).toEqual([
    "The customer is the ambassador.",
    "The same e-mail address as an ambassador's.",
  ]);
  expect(likenessSentences(alike, "Maxine")).toEqual([]);
});
test("a claim that lost says why, and one whose reason was not kept says so", () => {
  expect(claimSentence("came-later", "Maxine")).toBe("Another code or link came first, and an order counts for one person only.");
  expect(claimSentence("code-retired", "Maxine")).toBe(ownerSentence("code-retired", "Maxine"));
  expect(claimSentence(null, "Maxine")).toBe("Looked at before we kept why each one lost.");
});
