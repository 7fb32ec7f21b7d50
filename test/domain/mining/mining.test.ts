import { describe, expect, test } from "vitest";
import { cleanHistory } from "~/domain/mining/clean-history";
import type { HistoryRow, LeftOut } from "~/domain/mining/mining";
import { rankBuyers, spendShareBp } from "~/domain/mining/rank-buyers";
import { writeReason, type ReasonFacts } from "~/domain/mining/reason";
import { BuyerSummaries } from "~/domain/mining/summarise-history";

const anOrder = (part: Partial<HistoryRow> = {}): HistoryRow => ({
  orderId: "1",
  buyerId: "ana",
  placedAtMs: Date.UTC(2026, 0, 10),
  goodsMinor: 1_000n,
  currency: "GBP",
  test: false,
  cancelled: false,
  ownReward: false,
  gift: false,
  ...part,
});

const summarise = (rows: HistoryRow[]) => {
  const summaries = new BuyerSummaries();
  const leftOut: LeftOut = {};
  for (const row of cleanHistory(rows, "GBP", leftOut)) summaries.add(row);
  return { buyers: summaries.all(), leftOut };
};

describe("cleaning", () => {
  test.each<[Partial<HistoryRow>, string]>([
    [{ test: true }, "test order"],
    [{ cancelled: true }, "cancelled"],
    [{ ownReward: true }, "one of our own rewards"],
    [{ buyerId: null }, "no customer"],
    [{ currency: "EUR" }, "another currency"],
    [{ goodsMinor: 0n }, "nothing was paid"],
    [{ goodsMinor: -5n }, "nothing was paid"],
    [{ test: true, cancelled: true }, "test order"],
  ])("an order with %o is left out and counted as: %s", (part, reason) => {
    expect(summarise([anOrder(), anOrder(part)])).toMatchObject({ buyers: [{ orders: 1 }], leftOut: { [reason]: 1 } });
  });

  test("every order is either kept or counted as left out", () => {
    const rows = [anOrder(), anOrder({ test: true }), anOrder({ buyerId: null }), anOrder({ goodsMinor: 0n }), anOrder({ buyerId: "ben" })];
    const { buyers, leftOut } = summarise(rows);
    const kept = buyers.reduce((sum, buyer) => sum + buyer.orders, 0);
    expect(kept + Object.values(leftOut).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  });
});

describe("summaries", () => {
  test("a buyer's orders add up whatever order they come in", () => {
    const rows = [
      anOrder({ placedAtMs: 3, goodsMinor: 5n }),
      anOrder({ placedAtMs: 1, goodsMinor: 7n, gift: true }),
      anOrder({ placedAtMs: 2, goodsMinor: 11n }),
    ];
    for (const order of [rows, [...rows].reverse()])
      expect(summarise(order).buyers).toEqual([
        { buyerId: "ana", orders: 3, firstOrderAtMs: 1, lastOrderAtMs: 3, netSpendMinor: 23n, gifts: 1 },
      ]);
  });
});

describe("ranking", () => {
  const buyer = (buyerId: string, netSpendMinor: bigint, lastOrderAtMs = 1) => ({
    buyerId,
    orders: 1,
    firstOrderAtMs: 0,
    lastOrderAtMs,
    netSpendMinor,
    gifts: 0,
  });

  test("whoever spent most comes first; of two alike, whoever bought last; of two alike in that too, the smaller id", () => {
    const ranked = rankBuyers([buyer("c", 5n), buyer("b", 9n, 1), buyer("a", 9n, 2), buyer("d", 5n)], 10_000);
    expect(ranked.map((one) => one.buyerId)).toEqual(["a", "b", "c", "d"]);
    expect(ranked.map((one) => one.rank)).toEqual([1, 2, 3, 4]);
  });

  test.each([
    [4_339, 1_000, 434],
    [10, 1_000, 1],
    [11, 1_000, 2],
    [1, 1, 1],
    [3, 10_000, 3],
  ])("of %i buyers a line of %i basis points makes %i power buyers, rounded up to whole people", (count, line, expected) => {
    const ranked = rankBuyers(
      Array.from({ length: count }, (_, i) => buyer(String(i), BigInt(i + 1))),
      line,
    );
    expect(ranked.filter((one) => one.powerBuyer)).toHaveLength(expected);
  });

  test("the power buyers' share of spend is exact and rounded down; of nothing it is nothing", () => {
    expect(spendShareBp(rankBuyers([buyer("a", 2n), buyer("b", 1n)], 5_000))).toBe(6_666);
    expect(spendShareBp([])).toBe(0);
  });
});

describe("the reason", () => {
  const facts: ReasonFacts = {
    orders: 9,
    netSpendMinor: "36900",
    firstOrderAt: "2024-03-02T10:00:00Z",
    lastOrderAt: "2026-10-21T10:00:00Z",
    minedAt: "2026-11-02T09:00:00Z",
    ordersMoreThan: 84,
    favourite: "Kitchen",
    gifts: 0,
  };
  test.each<[string, Partial<ReasonFacts>, string]>([
    [
      "a regular",
      {},
      "9 orders since March 2024, last 11 days ago, about £41 each, mostly Kitchen; orders more often than 84 in 100 buyers.",
    ],
    ["a single order", { orders: 1, netSpendMinor: "250", favourite: null, ordersMoreThan: 0 }, "One order, 11 days ago, for about £2.50."],
    [
      "bought today",
      { lastOrderAt: "2026-11-02T08:00:00Z", ordersMoreThan: 10, favourite: null },
      "9 orders since March 2024, last today, about £41 each.",
    ],
    [
      "long ago",
      { lastOrderAt: "2024-09-02T08:00:00Z", ordersMoreThan: 0, favourite: null },
      "9 orders since March 2024, last 2 years ago, about £41 each.",
    ],
    [
      "gifts",
      { gifts: 4, ordersMoreThan: 0, favourite: null },
      "9 orders since March 2024, last 11 days ago, about £41 each; often sends gifts.",
    ],
  ])("is a sentence an owner would say: %s", (_, part, sentence) => {
    expect(writeReason({ ...facts, ...part }, { currency: "GBP" })).toBe(sentence);
  });

  test("yen have no pence", () => {
    expect(writeReason({ ...facts, netSpendMinor: "45000", favourite: null, ordersMoreThan: 0 }, { currency: "JPY" })).toContain(
      "about ¥5,000 each",
    );
  });
});
