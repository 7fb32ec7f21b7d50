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
