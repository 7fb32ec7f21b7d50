import pg from "pg";
import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";

const one = await freshDatabase();
const other = await freshDatabase();
const app = new pg.Client({ connectionString: one.urls.app });
const superuser = new pg.Client({ connectionString: one.urls.superuser });
const boss = new PgBoss({ connectionString: one.urls.app, migrate: false, createSchema: false, supervise: false, schedule: false, max: 2 });

beforeAll(async () => {
  await app.connect();
  await superuser.connect();
  await boss.start();
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await app.end();
  await superuser.end();
});

test("what one database holds the other does not", async () => {
  await superuser.query("CREATE TABLE only_here AS SELECT 1 AS n");
  const elsewhere = new pg.Client({ connectionString: other.urls.superuser });
  await elsewhere.connect();
  const { rows } = await elsewhere.query("SELECT to_regclass('only_here') AS found").finally(() => elsewhere.end());
  expect(rows).toEqual([{ found: null }]);
});

test("the last database asked for is the one the app's configuration names", () => {
  expect(process.env.DATABASE_URL).toBe(other.urls.app);
  expect(process.env.DATABASE_DOOR_URL).toBe(other.urls.door);
  expect(process.env.DATABASE_ERASER_URL).toBe(other.urls.eraser);
});

test("now() is the real time until the clock is moved, and then exactly that moment", async () => {
  const now = async (client: pg.Client) => (await client.query<{ now: Date }>("SELECT now()")).rows[0]!.now;
  expect(Math.abs((await now(app)).getTime() - (await now(superuser)).getTime())).toBeLessThan(60_000);
  await one.moveClock(new Date("2031-02-03T04:05:06.789Z"));
  expect(await now(app)).toEqual(new Date("2031-02-03T04:05:06.789Z"));
  expect((await now(superuser)).getUTCFullYear()).not.toBe(2031);
});

test("a job due in thirty days is fetched when the clock says so, and not a minute before", async () => {
  await one.moveClock(new Date("2031-01-01T00:00:00Z"));
  await boss.createQueue("remind");
  await boss.send("remind", { shopId: "one" }, { startAfter: new Date("2031-01-31T00:00:00Z") });
  await one.moveClock(new Date("2031-01-30T23:59:00Z"));
  expect(await boss.fetch("remind")).toEqual([]);
  await one.moveClock(new Date("2031-01-31T00:00:01Z"));
  expect(await boss.fetch<{ shopId: string }>("remind")).toMatchObject([{ data: { shopId: "one" } }]);
});

test("a retry waits its backoff by the same clock", async () => {
  await one.moveClock(new Date("2031-03-01T00:00:00Z"));
  await boss.createQueue("retry", { retryLimit: 2, retryDelay: 600 });
  await boss.send("retry", {});
  const [job] = await boss.fetch("retry");
  await boss.fail("retry", job!.id, { message: "not yet" });
  await one.moveClock(new Date("2031-03-01T00:09:59Z"));
  expect(await boss.fetch("retry")).toEqual([]);
  await one.moveClock(new Date("2031-03-01T00:10:01Z"));
  expect(await boss.fetch("retry")).toMatchObject([{ id: job!.id }]);
});

test("the app cannot move the clock it lives by", async () => {
  await expect(app.query("UPDATE virtual.clock SET fixed_at = '2040-01-01'")).rejects.toThrow("permission denied");
});

test("a copy lets in the same roles as the database it was copied from, and nobody else", async () => {
  const { rows } = await superuser.query<{ mayEnter: string[] }>(
    `SELECT array_agg(grantee::regrole::text ORDER BY 1) AS "mayEnter" FROM pg_database, aclexplode(datacl)
     WHERE datname = current_database() AND privilege_type = 'CONNECT' AND grantee <> 0`,
  );
  expect(rows[0]!.mayEnter.sort()).toEqual(["regulars_app", "regulars_door", "regulars_eraser", "regulars_owner"]);
  const everyone = await superuser.query("SELECT FROM pg_database, aclexplode(datacl) WHERE datname = current_database() AND grantee = 0");
  expect(everyone.rowCount).toBe(0);
});
