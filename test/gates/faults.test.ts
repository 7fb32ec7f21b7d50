/**
 * Every fault that must be survived has a test that bears its number ("38 · eight presses of one button are one request", or FAULTS
 * with the numbers that a file is about). A row without one is listed here with what is lacking, so that none is skipped in silence.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readMigrations } from "../../prisma/apply-migrations.ts";

const ROWS = 85;
const LACKING: Record<number, string> = {
  69: "no list of people can be brought along yet: there is no such import",
};
const MEASURED: Record<number, string> = {
  46: "twenty kills of an import of a million orders: test/bench/import.ts",
};

const root = path.join(import.meta.dirname, "..");

function numbersIn(spec: string): number[] {
  return [...spec.matchAll(/(\d+)(?:–(\d+))?/g)].flatMap(([, from, to]) =>
    Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, n) => Number(from) + n),
  );
}

test("each row of faults is tested by its number, or said to be lacking", () => {
  const named = new Set<number>();
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.test\.tsx?$/.test(name))) {
    const text = readFileSync(path.join(root, file), "utf8");
    if (file === path.join("gates", "faults.test.ts")) continue;
    for (const [, spec] of text.matchAll(/["`](\d[\d ,–]{0,30}) · /g)) for (const one of numbersIn(spec)) named.add(one);
    for (const [, spec] of text.matchAll(/FAULTS (\d(?:[\d ,–]| and ){0,40})/g)) for (const one of numbersIn(spec)) named.add(one);
  }
  const told = (rows: Record<number, string>): number[] => Object.keys(rows).map(Number);
  const all = Array.from({ length: ROWS }, (_, n) => n + 1);
  expect(all.filter((row) => !named.has(row) && !(row in LACKING) && !(row in MEASURED))).toEqual([]);
  expect(told(LACKING).filter((row) => named.has(row))).toEqual([]);
});

/** While a release is rolled out, code of before works on the new tables. Those before were made before anything was released. */
const FIRST_RELEASE = "0012";

test("82 · what a migration makes, the code of before can live with: nothing goes, nothing must be filled that it does not know", () => {
  const later = readMigrations().filter(({ name }) => name >= FIRST_RELEASE);
  expect(later.length).toBeGreaterThan(10);
  for (const { name, sql } of later) {
    const statements = sql.replace(/--.*$/gm, "");
    expect
      .soft(
        /\b(DROP\s+(COLUMN|TABLE)|RENAME\s+(COLUMN|TO)|ALTER\s+COLUMN\s+\S+\s+(SET\s+NOT\s+NULL|(SET\s+DATA\s+)?TYPE))\b/i.exec(
          statements,
        )?.[0],
        name,
      )
      .toBeUndefined();
    for (const [added] of statements.matchAll(/ADD\s+COLUMN[^,;]*NOT\s+NULL[^,;]*/gi)) expect.soft(added, name).toMatch(/DEFAULT/i);
  }
});
