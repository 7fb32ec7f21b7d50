import { describe, expect, test } from "vitest";
import { countReason, peopleAbove, whyJoined, whyLeft, type ListRule, type Standing } from "~/domain/mining/list-change";

const rule: ListRule = { method: "alive spend", powerBuyerBp: 1_000, buyers: 1_000 };
const one = (part: Partial<Standing> = {}): Standing => ({
  powerBuyer: true,
  rank: 90,
  orders: 5,
  netSpendMinor: 5_000n,
  pAlive: 0.9,
  ...part,
});
const off = (part: Partial<Standing> = {}): Standing => one({ powerBuyer: false, rank: 140, ...part });

test.each([
  [4_339, 1_000, 434],
  [10, 1_000, 1],
  [11, 1_000, 2],
  [1, 1, 1],
  [3, 10_000, 3],
])("of %i buyers a line of %i basis points holds %i, rounded up to whole people", (buyers, line, people) => {
  expect(peopleAbove(buyers, line)).toBe(people);
});

describe("somebody came onto the list because", () => {
  test.each<[string, Standing, Standing | null, ListRule, string]>([
    ["they were not counted before", one(), null, rule, "a new buyer"],
    ["they ordered since", one({ orders: 6 }), off(), rule, "ordered since"],
    ["an edit made an order larger", one({ netSpendMinor: 9_000n }), off(), rule, "ordered since"],
    ["others fell back", one(), off(), rule, "others fell back"],
    ["the line moved down to them", one({ rank: 140 }), off(), { ...rule, powerBuyerBp: 1_500 }, "you moved the line"],
    ["the list follows another ranking", one(), off(), { ...rule, method: "past spend" }, "the ranking changed"],
  ])("%s", (_, now, before, ruleNow, reason) => {
    expect(whyJoined(now, before, ruleNow, rule)).toBe(reason);
  });
});

describe("somebody left the list because", () => {
  test.each<[string, Standing | null, Standing, ListRule, string]>([
    ["nothing of theirs counts any more", null, one(), rule, "no longer counted"],
    ["money went back to them", off({ netSpendMinor: 1_000n }), one(), rule, "money went back"],
    ["they have not ordered for a while", off({ pAlive: 0.4 }), one(), rule, "no order for a while"],
    ["others moved up", off(), one(), rule, "others moved up"],
    ["the line moved above them", off({ rank: 80 }), one(), { ...rule, powerBuyerBp: 500 }, "you moved the line"],
    ["the list follows another ranking", off(), one(), { ...rule, method: "past spend" }, "the ranking changed"],
  ])("%s", (_, now, before, ruleNow, reason) => {
    expect(whyLeft(now, before, ruleNow, rule)).toBe(reason);
  });
});

test("reasons are counted", () => {
  const counts = {};
  for (const reason of ["ordered since", "a new buyer", "ordered since"]) countReason(counts, reason);
  expect(counts).toEqual({ "ordered since": 2, "a new buyer": 1 });
});
