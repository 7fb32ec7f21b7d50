import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { PreparingClient } from "~/adapters/preparing-client.server";
import { freshDatabase } from "../support/database.ts";

const { urls } = await freshDatabase();
const superuser = new pg.Client({ connectionString: urls.superuser });
let client: PreparingClient;

beforeAll(() => superuser.connect());
afterAll(() => superuser.end());
beforeEach(async () => {
  client = new PreparingClient({ connectionString: urls.superuser });
  await client.connect();
  return () => client.end();
});

/** As adapter-pg asks: one object, no callback. */
const ask = async (text: string, values: unknown[]) => (await (client as pg.Client).query<Record<string, unknown>>({ text, values })).rows;
const prepared = async () =>
  (await client.query<{ statement: string }>("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")).rows.map(
    ({ statement }) => statement,
  );

test("what is asked often is planned once and answers as before; what is asked seldom is not kept", async () => {
  const often = "SELECT $1::int + 1 AS next";
  for (let n = 0; n < 20; n++) expect(await ask(often, [n])).toEqual([{ next: n + 1 }]);
  expect(await ask("SELECT $1::int + 2 AS next", [1])).toEqual([{ next: 3 }]);
  expect(await prepared()).toEqual([often]);
});

test("a statement whose columns a migration changed fails once and answers with the new ones from then on", async () => {
  await superuser.query("CREATE TABLE thing AS SELECT 1 AS id");
  const asked = "SELECT * FROM thing WHERE id = $1";
  for (let n = 0; n < 10; n++) await ask(asked, [1]);
  await superuser.query("ALTER TABLE thing ADD COLUMN name text DEFAULT 'tea'");
  await expect(ask(asked, [1])).rejects.toThrow("cached plan must not change result type");
  expect(await ask(asked, [1])).toEqual([{ id: 1, name: "tea" }]);
});

test("a statement that the server has forgotten fails once and works again", async () => {
  const asked = "SELECT $1::int * 3 AS thrice";
  for (let n = 0; n < 10; n++) await ask(asked, [n]);
  await client.query("DEALLOCATE ALL");
  await expect(ask(asked, [1])).rejects.toThrow("does not exist");
  expect(await ask(asked, [2])).toEqual([{ thrice: 6 }]);
});

test("a connection keeps so many plans and no more, however many texts there are", async () => {
  for (let columns = 1; columns <= 420; columns++) for (let n = 0; n < 5; n++) await ask(`SELECT $1::int AS a${columns}`, [n]);
  expect((await prepared()).length).toBe(400);
});

test("what is no single object with values passes as it is", async () => {
  expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  expect((await client.query("SELECT $1::int AS one", [1])).rows).toEqual([{ one: 1 }]);
  await expect(ask("SELECT $1::int / 0", [1])).rejects.toThrow("division by zero");
  expect(await prepared()).toEqual([]);
});

test("a plan made for a table of one row is not the plan for a table that has grown, and a failed transaction changes nothing about that", async () => {
  await superuser.query("CREATE TABLE growing (id int, name text); INSERT INTO growing VALUES (0, 'tea')");
  await superuser.query("CREATE INDEX growing_id ON growing (id); ANALYZE growing");
  const short = new PreparingClient({ connectionString: urls.superuser, plansLastMs: 1e-9 });
  await short.connect();
  const asked = { text: "SELECT name FROM growing WHERE id = $1", values: [0] };
  const plan = async (of: PreparingClient) => {
    const { rows } = await of.query<{ name: string }>("SELECT name FROM pg_prepared_statements WHERE statement = $1", [asked.text]);
    const lines = await of.query<{ "QUERY PLAN": string }>(`EXPLAIN EXECUTE "${rows[0].name}" (0)`);
    return lines.rows.map((row) => row["QUERY PLAN"]).join("\n");
  };
  for (const one of [client, short]) for (let n = 0; n < 20; n++) await one.query(asked);
  expect(await plan(short)).toContain("Seq Scan");
  await superuser.query("INSERT INTO growing SELECT n, 'tea' FROM generate_series(1, 20_000) AS n");
  await short.query("BEGIN");
  await expect(short.query("SELECT 1 / 0")).rejects.toThrow("division by zero");
  await expect(short.query(asked)).rejects.toThrow("current transaction is aborted");
  await short.query("ROLLBACK");
  for (const one of [client, short]) expect((await one.query(asked)).rows).toEqual([{ name: "tea" }]);
  expect(await plan(client)).toContain("Seq Scan"); // for twenty seconds
  expect(await plan(short)).toMatch(/Index|Bitmap/);
  await short.end();
});
