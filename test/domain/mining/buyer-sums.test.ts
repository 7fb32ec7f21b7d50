/** Orders taken in as they come make the same sums as the plainest code makes of all of them at once. */
import { describe, expect, test } from "vitest";
import { OrdersTaken } from "~/domain/mining/buyer-sums";
import { ascending, bestFirst, bestOf } from "~/domain/mining/order-rows";
import { choosePeriods } from "~/domain/mining/periods";
import type { HistoryPiece } from "~/ports/history";
import { columnsOf, seeded, simulatedPurchases, type Purchase } from "./columns";

const shuffled = <T>(values: T[]): T[] => {
  const chance = seeded(5);
  return values
    .map((value) => [chance(), value] as const)
    .sort(([one], [other]) => one - other)
    .map(([, value]) => value);
};

/** b17 → 1000017: as long as each other, so that texts and numbers stand in one order. */
const asNumber = (buyer: string): number => 1_000_000 + Number(buyer.slice(1));

function pieces(purchases: Purchase[], ids: (buyer: string) => string | number, size = 1_000): HistoryPiece[] {
  return Array.from({ length: Math.ceil(purchases.length / size) }, (_, at) => {
    const some = purchases.slice(at * size, (at + 1) * size);
    const named = some.map(({ buyer }) => ids(buyer));
    const column = (value: (one: Purchase) => number) => Float64Array.from(some, value);
    return {
      size: some.length,
      buyers: typeof named[0] === "number" ? Float64Array.from(named as number[]) : (named as string[]),
      columns: [column(() => 0), column(({ day }) => day), column(({ netMinor }) => netMinor), column(({ units }) => units ?? 1)],
    };
  });
}

const PURCHASES = simulatedPurchases({ buyers: 3_000, weeks: 104, alpha: 4, b: 4, seed: 9 }).map((one) => ({
  ...one,
  buyer: `b${asNumber(one.buyer)}`,
}));
const { buyers: wanted, periods, ids: wantedIds } = columnsOf(PURCHASES);

describe("orders that came in any order", () => {
  test.each([
    ["texts", (buyer: string) => buyer, undefined],
    ["numbers", (buyer: string) => Number(buyer.slice(1)), undefined],
    ["texts that are numbers", (buyer: string) => buyer.slice(1), undefined],
    ["numbers, in two parts", (buyer: string) => Number(buyer.slice(1)), 1],
  ])("make the sums that were there all along: buyers by %s", (_, idOf, partBits) => {
    const taken = new OrdersTaken(["units"], partBits);
    for (const piece of pieces(shuffled(PURCHASES), idOf))
      taken.take(
        piece,
        Uint32Array.from({ length: piece.size }, (__, row) => row),
      );
    const { ids, buyers } = taken.sums(periods);
    expect(Array.from(ids, String)).toEqual(wantedIds.map((id) => String(idOf(id))));
    expect(buyers).toEqual({ ...wanted, orderedMinor: new Float64Array(wanted.size).fill(NaN) });
  });
});

test("a visit that came to nothing is a day but no order, and whoever came after the day of the count is nobody yet", () => {
  const taken = new OrdersTaken(["orderedMinor"]);
  const piece: HistoryPiece = {
    size: 5,
    buyers: ["ana", "ana", "ana", "bo", "left out"],
    columns: [
      [0, 0, 11, 11, 2],
      [100, 100, 90, 120, 95],
      [500, 250, 0, 0, 700],
      [500, NaN, 900, 10, 700],
    ].map((values) => Float64Array.from(values)),
  };
  taken.take(piece, Uint32Array.of(0, 1, 2, 3));
  const { ids, buyers } = taken.sums(choosePeriods({ from: 90, to: 100 }));
  expect(ids).toEqual(["ana"]);
  expect(buyers).toMatchObject({ size: 1, orders: Float64Array.of(2), days: Float64Array.of(2), firstDay: Float64Array.of(90) });
  expect(buyers).toMatchObject({ netMinor: Float64Array.of(750), firstNetMinor: Float64Array.of(0), orderedMinor: Float64Array.of(1_400) });
  expect(buyers).toMatchObject({ lastDay: Float64Array.of(100), units: Float64Array.of(NaN), gifts: Float64Array.of(0) });
});

test("buyers are told apart however many share a part, also where ids differ in their foremost digits alone", () => {
  const ids = Array.from({ length: 30_000 }, (_, at) => (at % 2 ? 7_000_000_000_000 + at : (1 + at) * 2 ** 33));
  const taken = new OrdersTaken([], 1);
  for (const part of [ids.slice(0, 20_000), ids.slice(10_000)]) {
    const all = (value: number) => new Float64Array(part.length).fill(value);
    const rows = Uint32Array.from(part, (_, row) => row);
    taken.take({ size: part.length, buyers: Float64Array.from(part), columns: [all(0), all(100), all(5)] }, rows);
  }
  const found = taken.sums(choosePeriods({ from: 100, to: 100 }));
  expect(found.ids).toEqual(Float64Array.from(ids).sort());
  const twice = new Set(ids.slice(10_000, 20_000));
  expect(found.buyers.orders).toEqual(Float64Array.from(found.ids as Float64Array, (id) => (twice.has(id) ? 2 : 1)));
});

test("the best rows are the first of all rows in order, whatever the scores", () => {
  const chance = seeded(4);
  const lastDay = Float64Array.from({ length: 5_000 }, () => Math.floor(chance() * 50));
  const scores: Record<string, (row: number) => number> = {
    spend: () => Math.floor(chance() * 10_000) * chance(),
    "below nothing": () => (chance() - 0.7) * 1_000,
    "nothing, of both signs": (row) => (row % 3 ? 0 : -0),
    "left out": (row) => (row % 5 ? -Infinity : row % 7),
  };
  for (const scoreOf of Object.values(scores)) {
    const column = Float64Array.from(lastDay, (_, row) => scoreOf(row));
    const everybody = bestFirst(column, lastDay);
    for (const count of [0, 1, 50, 999, 4_999, 5_000, 6_000]) expect(bestOf(column, lastDay, count)).toEqual(everybody.subarray(0, count));
  }
});

test("rows stand by value, whatever doubles there are, equals as they stood", () => {
  const values = Float64Array.from([3, -0, 0, -1.5, Infinity, 1e-320, -Infinity, 3, 2 ** 53, -(2 ** 40), 0.1, -1.5]);
  const compared = [...values.keys()].sort((one, other) => values[one] - values[other] || one - other);
  expect([...ascending(values)]).toEqual(compared);
  const chance = seeded(3);
  const many = Float64Array.from({ length: 20_000 }, () => Math.round((chance() - 0.5) * 10_000) / (chance() < 0.5 ? 1 : 7));
  expect([...ascending(many)]).toEqual([...many.keys()].sort((one, other) => many[one] - many[other] || one - other));
});
