/** Numbers to PostgreSQL and back are the same to the last bit, however many pieces they come in. */
import { expect, test } from "vitest";
import { copyNumbersIn } from "~/domain/mining/copy-numbers-in.server";
import { copyNumbersOut } from "~/domain/mining/copy-numbers-out.server";
import { testWorld } from "../../support/world";

const { world } = await testWorld();
const ROWS = 45_000;
const ODD = [0, -0, 0.1, 1e308, -1e-308, 2 ** 53 - 1, NaN];
const valueAt = (row: number, column: number): number => (column === 0 ? row : ODD[(row * 31) % ODD.length] * (column === 1 ? 1 : -1));

test("what goes in by columns comes out by columns", async () => {
  const columns = await world.bulk(async (sql) => {
    await copyNumbersIn(sql, "some_numbers", ["place", "one", "two"], ROWS, valueAt);
    return copyNumbersOut(sql, "SELECT place, one, two FROM some_numbers ORDER BY place", ROWS);
  });
  expect(columns).toEqual([0, 1, 2].map((column) => Float64Array.from({ length: ROWS }, (_, row) => valueAt(row, column))));
});

test("null is NaN, and a row of nulls is a row", async () => {
  const select = "SELECT CASE WHEN n % 2 = 0 THEN n END::float8, NULL::float8 FROM generate_series(1, 4) AS one (n) ORDER BY n";
  expect(await world.bulk((sql) => copyNumbersOut(sql, select, 4))).toEqual([
    new Float64Array([NaN, 2, NaN, 4]),
    new Float64Array(4).fill(NaN),
  ]);
});

test("no rows in and out is no trouble", async () => {
  const columns = await world.bulk(async (sql) => {
    await copyNumbersIn(sql, "no_numbers", ["one"], 0, () => 1);
    return copyNumbersOut(sql, "SELECT one FROM no_numbers", 0);
  });
  expect(columns).toEqual([]);
});

test.each([
  ["fewer rows than counted", "SELECT 1::float8", 2],
  ["more rows than counted", "SELECT n::float8 FROM generate_series(1, 3) AS one (n)", 2],
  ["another type than numbers", "SELECT 1::int", 1],
])("%s are an impossible state, said aloud", async (_, select, size) => {
  await expect(world.bulk((sql) => copyNumbersOut(sql, select, size))).rejects.toThrow(/rows as it was counted|double precision/);
});
