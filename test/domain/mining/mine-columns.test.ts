import { describe, expect, test } from "vitest";
import { mineColumns } from "~/domain/mining/mine-columns";
import { bestFirst } from "~/domain/mining/order-rows";
import { columnsOf, simulatedPurchases, type Purchase } from "./columns";

const SEED = "00000001000000020000000300000004";
const mine = (purchases: Purchase[], truncated = false) => {
  const { buyers, periods, ids } = columnsOf(purchases);
  const mined = mineColumns({ buyers, periods, truncated, seed: SEED });
  return { mined, buyers, periods, ids, names: [...bestFirst(mined.scores, buyers.lastDay)].map((row) => ids[row]) };
};
const day = 19_000;
const every = (buyer: string, days: number[], netMinor = 1_000): Purchase[] => days.map((at) => ({ buyer, day: day + at, netMinor }));

describe("on a store whose buyers lapse", () => {
  const lapsing = simulatedPurchases({ buyers: 3_000, weeks: 104, alpha: 6, b: 2, seed: 5 });
  const { mined, buyers, periods } = mine(lapsing);

  test("the list follows alive spend, forecasts are shown, and the backtest finds it better than past spend", () => {
    expect(mined).toMatchObject({ chosen: "alive spend", fallBack: null, level: "forecasts", levelWhy: [] });
    const alive = mined.backtest!.rankings.find(({ name }) => name === "alive spend")!;
    expect(alive.difference!.low).toBeGreaterThan(0);
  });

  test("the ranges hold about as often as they say, also among the best", () => {
    const { all, best } = mined.backtest!.rangesHeld!;
    for (const held of [all, best]) {
      expect(held).toBeGreaterThanOrEqual(0.85);
      expect(held).toBeLessThanOrEqual(0.99);
    }
  });

  test("nothing of it is chance: the same columns and seed give the same answer", () => {
    expect(mineColumns({ buyers, periods, truncated: false, seed: SEED })).toEqual(mined);
  });

  test("a history that Shopify cuts off follows past spend and says less", () => {
    const cut = mineColumns({ buyers, periods, truncated: true, seed: SEED });
    expect(cut).toMatchObject({ chosen: "past spend", fallBack: "Shopify shows 60 days only", level: "wide forecasts" });
    expect(cut.scores).toEqual(buyers.netMinor);
  });

  test("every score and chance is a number", () => {
    expect(mined.scores.every(Number.isFinite)).toBe(true);
    expect(mined.alive!.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
  });
});

describe("poor histories give a named answer and no NaN", () => {
  const twoHundred = Array.from({ length: 200 }, (_, i) => `b${String(i).padStart(3, "0")}`);
  test.each<[string, Purchase[]]>([
    ["one buyer, one order", every("ana", [0])],
    ["one buyer, many orders", every("ana", [0, 7, 50, 200])],
    ["all buyers alike", twoHundred.flatMap((id) => every(id, [0, 100, 300]))],
    ["all on one day", twoHundred.flatMap((id) => every(id, [0]))],
    ["all one-time buyers", twoHundred.flatMap((id, i) => every(id, [i * 2]))],
    ["a single giant", [...twoHundred.flatMap((id, i) => every(id, [i, i + 90])), ...every("giant", [30, 200], 1e12 - 1)]],
    ["refunded to nothing", twoHundred.flatMap((id, i) => every(id, [i, i + 90], i % 2 ? 0 : 500))],
    [
      "every day for four years",
      every(
        "daily",
        Array.from({ length: 1_460 }, (_, at) => at),
      ),
    ],
  ])("%s", (_, purchases) => {
    const { mined } = mine(purchases);
    expect(JSON.stringify(mined.backtest)).not.toMatch(/NaN|Infinity/);
    const numbers = [
      ...mined.scores,
      ...(mined.alive ?? []),
      ...(mined.backtest?.rankings.flatMap((one) => [one.recallAtTop10, one.spendShare]) ?? []),
    ];
    expect(numbers.every(Number.isFinite)).toBe(true);
    expect(mined.level).not.toBe("forecasts");
    if (mined.level === "past spend") expect(mined.chosen).toBe("past spend");
  });

  test("with too little known, who ordered within a year comes before who did not, then who spent more", () => {
    const { mined, names } = mine([
      ...every("big but gone", [0], 90_000),
      ...every("small", [500], 1_000),
      ...every("middle", [450], 5_000),
    ]);
    expect(mined.level).toBe("past spend");
    expect(names).toEqual(["middle", "small", "big but gone"]);
  });
});

describe("resellers", () => {
  const regulars = Array.from({ length: 300 }, (_, i) => [
    { buyer: `b${i}`, day: day + i, netMinor: 2_000 + 10 * i, units: 1 + (i % 4) },
    { buyer: `b${i}`, day: day + i + 60, netMinor: 2_000 + 10 * i, units: 1 + (i % 4) },
  ]).flat();

  test("are marked by both worth and pieces of an order, and stay on the list", () => {
    const { mined, ids, names } = mine([...regulars, { buyer: "trader", day: day + 350, netMinor: 9_000_000, units: 900 }]);
    expect([...mined.resellers].map((row) => ids[row])).toEqual(["trader"]);
    expect(names).toContain("trader");
  });

  test("are left out of the fit: with one or without, the models are the same", () => {
    const asOf = day + 359;
    const models = (purchases: Purchase[]) => {
      const { buyers, periods } = columnsOf(purchases, { asOf });
      return mineColumns({ buyers, periods, truncated: false, seed: SEED }).models;
    };
    const without = models(regulars);
    const trader = [0, 7, 14, 21, 28].map((at) => ({ buyer: "zz trader", day: day + at, netMinor: 9_000_000, units: 900 }));
    expect(models([...regulars, ...trader]).mbgNbd).toEqual(without.mbgNbd);
  });

  test.each([
    ["dear but few pieces", { netMinor: 9_000_000, units: 2 }],
    ["many pieces but cheap", { netMinor: 2_500, units: 900 }],
  ])("%s is no reseller", (_, part) => {
    const { mined } = mine([...regulars, { buyer: "one", day: day + 350, ...part }]);
    expect(mined.resellers).toHaveLength(0);
  });
});
