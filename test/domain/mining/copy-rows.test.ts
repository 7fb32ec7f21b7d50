/** Names and numbers to PostgreSQL and back are the same to the last bit, however many pieces they come in. */
import { expect, test } from "vitest";
import { copyRowsIn } from "~/domain/mining/copy-rows-in.server";
import { copyRowsOut } from "~/domain/mining/copy-rows-out.server";
import type { BulkSql } from "~/ports/world";
import { aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const { world } = await testWorld();
const ROWS = 45_000;
const ODD = [0, -0, 0.1, 1e308, -1e-308, 2 ** 53 - 1, NaN];
const NAMES = ["", "9007199254740993", "ana@example.com", "Zoë 🍵", "gid://shopify/Customer/1"];
const nameAt = (row: number): string => NAMES[(row * 7) % NAMES.length];
const numberAt = (row: number, column: number): number => (column === 0 ? row : ODD[(row * 31) % ODD.length] * (column === 1 ? 1 : -1));

/** All pieces in one, each row as its name and numbers. */
async function read(sql: BulkSql, select: string): Promise<[string, ...number[]][]> {
  const rows: [string, ...number[]][] = [];
  for await (const { size, buyers, columns } of copyRowsOut(sql, select))
    for (let row = 0; row < size; row++) rows.push([String(buyers[row]), ...columns.map((column) => column[row])]);
  return rows;
}

test("what goes in by rows comes out by rows", async () => {
  const rows = await world.bulk(async (sql) => {
    await copyRowsIn(sql, "some_rows", { name: "buyer", numbers: ["place", "one", "two"], rows: ROWS, nameAt, numberAt });
    return read(sql, "SELECT buyer, place, one, two FROM some_rows ORDER BY place");
  });
  expect(rows).toEqual(Array.from({ length: ROWS }, (_, row) => [nameAt(row), ...[0, 1, 2].map((column) => numberAt(row, column))]));
});

test("no rows in and out is no trouble", async () => {
  const rows = await world.bulk(async (sql) => {
    await copyRowsIn(sql, "no_rows", { name: "buyer", numbers: ["one"], rows: 0, nameAt, numberAt });
    return read(sql, "SELECT buyer, one FROM no_rows");
  });
  expect(rows).toEqual([]);
});

test("rows of a table under row-level security are the shop's own", async () => {
  await aShop(world);
  const rows = await world.bulk((sql) => read(sql, "SELECT shop_id, 1::float8 FROM shop"));
  expect(rows).toEqual([[world.shopId, 1]]);
});

test.each([
  ["null", "SELECT ''::text, NULL::float8"],
  ["another type than a number", "SELECT ''::text, 1::int"],
])("%s is an impossible state, said aloud", async (_, select) => {
  await expect(world.bulk((sql) => read(sql, select))).rejects.toThrow(/double precision and not null/);
});
