/**
 * What the import is measured against: the very rows it ended with, copied by the tables' owner with COPY into empty tables
 * with the same keys and indexes, in the same database. It knows every row beforehand and checks nothing, so no import can
 * be quicker by much; row-level security is off there, since COPY refuses it.
 */
import { createReadStream, createWriteStream, rmSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { BenchDatabase } from "./import-database.ts";

const TABLES = ["orders", "order_line", "buyer"];

/** @returns the seconds of one transaction with a COPY a table; the rows lie ready in files */
export async function copyAsOwner({ urls, superuser }: BenchDatabase, folder: string): Promise<number> {
  const owner = new pg.Client({ connectionString: urls.owner });
  await owner.connect();
  const files = TABLES.map((table) => ({ table, file: path.join(folder, `${table}.copy`) }));
  try {
    for (const { table, file } of files)
      await pipeline(superuser.query(copyTo(`COPY (SELECT * FROM ${table}) TO STDOUT`)), createWriteStream(file));
    await owner.query("CREATE SCHEMA anchor");
    for (const { table } of files) await owner.query(`CREATE TABLE anchor.${table} (LIKE ${table} INCLUDING ALL)`);
    await superuser.query("CHECKPOINT");
    const began = performance.now();
    await owner.query("BEGIN");
    for (const { table, file } of files)
      await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), owner.query(copyFrom(`COPY anchor.${table} FROM STDIN`)));
    await owner.query("COMMIT");
    const seconds = (performance.now() - began) / 1_000;
    for (const { table } of files) {
      const { rows } = await superuser.query<{ same: boolean }>(
        `SELECT (SELECT count(*) FROM anchor.${table}) = (SELECT count(*) FROM ${table}) AS same`,
      );
      if (!rows[0].same) throw new Error(`the copy of ${table} has not as many rows`);
    }
    return seconds;
  } finally {
    await owner.end();
    for (const { file } of files) rmSync(file, { force: true });
  }
}
