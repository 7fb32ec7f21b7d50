/** What the list of power buyers says: one person as one, every reason in words, and nothing an owner would have to look up. */
import { expect, test } from "vitest";
import { JOINED_REASONS, LEFT_REASONS } from "~/domain/mining/list-change";
import { FILTER_NAMES, RECENCIES } from "~/domain/mining/list-filters";
import { buyerCardWords as card } from "~/words/admin/buyer-card";
import { buyersWords as words } from "~/words/admin/buyers";
import { exactMoney } from "~/words/admin/numbers";

test.each([
  [12, 9, "Since 1 November, 12 people joined the list and 9 left."],
  [1, 0, "Since 1 November, 1 person joined the list."],
  [0, 2_000, "Since 1 November, 2,000 people left the list."],
])("%d who joined and %d who left are said as people", (joined, left, sentence) =>
  expect(words.change.sentence("1 November", joined, left)).toBe(sentence),
);

test("every reason to come or to go has words, of one and of many", () => {
  for (const reason of JOINED_REASONS) {
    expect(words.newHere(reason)).toMatch(/^New on the list: [a-z ]+\.$/);
    for (const people of [1, 2]) expect(words.change.joinedLine(reason, people)).toMatch(new RegExp(`^${people} [a-z ]+$`));
  }
  for (const reason of LEFT_REASONS)
    for (const people of [1, 2]) expect(words.change.leftLine(reason, people)).toMatch(new RegExp(`^${people} [a-z ]+$`));
  expect([1, 2].map((people) => words.change.joinedLine("a new buyer", people))).toEqual(["1 is a new buyer", "2 are new buyers"]);
});

test("every filter that is on is a chip in words", () => {
  for (const name of FILTER_NAMES.filter((one) => one !== "search")) {
    const value = name === "recency" ? RECENCIES[5] : name === "consent" ? "no" : name === "kind" ? "people" : "Tea";
    expect(words.filters.chip[name](value), name).toMatch(/\p{L}{3}/u);
  }
  expect(words.filters.chip.recency("over-365")).toBe("Last order: not for a year");
});

test("the line says how many people and which share; one is one", () => {
  expect(words.line.says("434", false, "31 %")).toBe("434 people, 31 % of sales");
  expect(words.line.says("1", true, "under 1 %")).toBe("1 person, under 1 % of sales");
  expect([words.filters.everybody("1"), words.filters.matching("0", "2")]).toEqual(["1 person", "0 of 2 people"]);
});

test("a place says where they were before, only when that was elsewhere", () => {
  expect(card.place("12", "4,342", "15", true)).toBe("12 of 4,342, before that 15");
  expect(card.place("12", "4,342", "12", true)).toBe("12 of 4,342");
  expect(card.place("700", "4,342", null, false)).toBe("700 of 4,342; below your line");
});

test.each([
  [0, "Nothing"],
  [0.004, "under 1 % of what they ordered"],
  [0.126, "13 % of what they ordered"],
])("a share of %d that went back is said as %s", (share, text) => expect(card.wentBackShare(share)).toBe(text));

test("an amount is exact in the store's currency, whatever its smallest unit", () => {
  expect(exactMoney("140850", { locale: "en-GB", currency: "GBP" })).toBe("£1,408.50");
  expect(exactMoney("1408", { locale: "ja-JP", currency: "JPY" })).toBe("￥1,408");
  expect(exactMoney("90071992547409931234", { locale: "en-GB", currency: "GBP" })).toBe("£900,719,925,474,099,312.34");
});
