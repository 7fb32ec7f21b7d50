import { expect, test } from "vitest";
import { ambassadorSentence, outcomeWord, ownerSentence } from "~/domain/attribution/sentence";

test("the owner reads the why with the ambassador's name", () => {
  expect(ownerSentence("own-purchase", "Maxine")).toBe("Maxine bought this themselves, so it earns nothing.");
  expect(ownerSentence("code", "Maxine")).toBe("The order carries Maxine's code.");
});
test("without a name the sentence is still one", () => {
  expect(ownerSentence("code", null)).toBe("The order carries an ambassador's code.");
  expect(ownerSentence("own-purchase", null)).toBe("The ambassador bought this themselves, so it earns nothing.");
});
test("the ambassador reads kind words about their own order", () => {
  expect(ambassadorSentence("own-purchase")).toBe("This order was your own, so it doesn't count. It's the only rule we're strict about.");
});
test("a reason of a later version is shown rather than hidden", () => {
  expect(ownerSentence("the owner said so", "Maxine")).toBe("the owner said so");
  expect(ambassadorSentence("the owner said so")).toBe("Ask the store about this order.");
});
test("a verdict is one word or two in a list", () => {
  expect(["attributed", "under review", "ignored"].map(outcomeWord)).toEqual(["Counts", "Under review", "Doesn't count"]);
});
