import { Prisma, PrismaClient } from "@prisma/client";
import { afterAll, expect, test } from "vitest";
import { DirectPg, directTransaction } from "~/adapters/direct-sql.server";
import { freshDatabase } from "../support/database.ts";

const { urls } = await freshDatabase();
const prisma = new PrismaClient({ adapter: new DirectPg({ connectionString: urls.superuser, max: 2 }) });
afterAll(() => prisma.$disconnect());

const LIMITS = { maxWait: 4_000, timeout: 30_000 };
type Db = Prisma.TransactionClient;
const both = async (ask: (db: Db) => Promise<unknown>) => ({
  direct: await directTransaction(prisma, ask, LIMITS),
  prismas: await prisma.$transaction(ask),
});

test.each([
  [
    "whole numbers",
    Prisma.sql`SELECT 1::int AS a, 9007199254740993::bigint AS b, ARRAY[1, NULL]::bigint[] AS c, ARRAY[1, 2]::int[] AS d, count(*) AS e FROM shop`,
  ],
  [
    "fractions",
    Prisma.sql`SELECT 1.5::float8 AS a, 12345678901234567890.123::numeric AS b, ARRAY[1.1, NULL]::numeric[] AS c, 0.1::real AS d`,
  ],
  [
    "moments",
    Prisma.sql`SELECT '2026-03-29 02:30:00.123+02'::timestamptz AS a, '2026-03-29 02:30:00.5'::timestamp AS b, '2026-03-29'::date AS c, ARRAY['2026-03-29 00:00Z']::timestamptz[] AS d`,
  ],
  [
    "words",
    Prisma.sql`SELECT 'tea ☕' AS a, NULL::text AS b, ARRAY['a,b', '"c"', NULL, '{}']::text[] AS c, true AS d, 'f47ac10b-58cc-4372-a567-0e02b2c3d479'::uuid AS e, '{}'::text[] AS f`,
  ],
  [
    "documents",
    Prisma.sql`SELECT '{"a": [1, null, "x"]}'::jsonb AS a, 'null'::jsonb AS b, NULL::jsonb AS c, '"text"'::json AS d, jsonb_build_array(1) AS e`,
  ],
])("%s come back as Prisma gives them", async (_name, sql) => {
  const { direct, prismas } = await both((db) => db.$queryRaw(sql));
  expect(direct).toEqual(prismas);
});

test("what is sent arrives as Prisma sends it", async () => {
  const at = new Date("2026-10-25T00:30:00.007Z");
  const values = [7, 7n, 1.5, "it's", null, true, at];
  const lists = [[1n, null], ["a,b", 'c"d', "\\", ""], [at], [], [true, false]];
  const [texts, dates, none] = [lists[1], lists[2], lists[3]];
  const { direct, prismas } = await both(
    (
      db,
    ) => db.$queryRaw`SELECT ${values[0]}::int AS a, ${values[1]}::bigint AS b, ${values[2]}::float8 AS c, ${values[3]} AS d, ${values[4]}::text AS e,
      ${values[5]}::boolean AS f, ${values[6]}::timestamptz AS g, ${lists[0]}::bigint[] AS h, ${texts}::text[] AS i, ${dates}::timestamptz[] AS j,
      ${none}::text[] AS k, ${lists[4]}::boolean[] AS l, ${JSON.stringify({ a: 1 })}::jsonb AS m, ${Prisma.join(["x", "y"])}, ${Prisma.raw("1 AS n")}`,
  );
  expect(direct).toEqual(prismas);
  expect(direct).toMatchObject([{ a: 7, b: 7n, d: "it's", g: at, j: [at], i: texts }]);
});

test("a statement tells how many rows it changed; text with values works as well", async () => {
  const { direct, prismas } = await both(async (db) => [
    await db.$executeRaw`CREATE TEMPORARY TABLE leaf (id int) ON COMMIT DROP`,
    await db.$executeRaw`INSERT INTO leaf SELECT generate_series(1, ${5}::int)`,
    await db.$executeRawUnsafe("DELETE FROM leaf WHERE id > $1", 3),
    await db.$queryRawUnsafe("SELECT id FROM leaf WHERE id = $1", 2),
  ]);
  expect(direct).toEqual(prismas);
  expect(direct).toEqual([0, 5, 2, [{ id: 2 }]]);
});

test("models and raw statements see each other's rows, and an error takes both back", async () => {
  const shopId = "one.myshopify.com";
  const failed = directTransaction(
    prisma,
    async (db) => {
      await db.$executeRaw`INSERT INTO no_such_table SELECT 1`.catch(() => undefined);
      return db.shop.count({ where: { shopId } });
    },
    LIMITS,
  );
  await expect(failed).rejects.toThrow("current transaction is aborted");
  const counts = await directTransaction(
    prisma,
    async (db) => {
      const before = await db.shop.count({ where: { shopId } });
      const rows = await db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM shop WHERE shop_id = ${shopId}`;
      return [before, rows[0].n];
    },
    LIMITS,
  );
  expect(counts).toEqual([0, 0]);
});

test("who speaks after the transaction is over is refused, and nothing of it lands in another's", async () => {
  let kept: Db | undefined;
  await directTransaction(prisma, async (db) => void (kept = db), LIMITS);
  await expect(kept!.$queryRaw`SELECT 1`).rejects.toThrow("this one is over");
});

test("a transaction that Prisma gave up on is over for raw statements too", async () => {
  const slow = directTransaction(
    prisma,
    async (db) => {
      await db.$executeRaw`CREATE TABLE never_there (id int)`;
      // Longer than it may take: the sleep is the database's, what is tried is who still speaks afterwards.
      await db.$queryRaw`SELECT pg_sleep(0.4)::text`;
      await db.$executeRaw`CREATE TABLE never_there_either (id int)`;
    },
    { maxWait: 4_000, timeout: 100 },
  );
  await expect(slow).rejects.toThrow();
  expect(await prisma.$queryRaw`SELECT to_regclass('never_there')::text AS a, to_regclass('never_there_either')::text AS b`).toEqual([
    { a: null, b: null },
  ]);
});

test("what is asked at once of one transaction is answered in turn, models among it, and one that fails is told as itself", async () => {
  const warned: Error[] = [];
  const note = (warning: Error) => void warned.push(warning);
  process.on("warning", note);
  const answers = await directTransaction(
    prisma,
    (db) => Promise.all([db.$queryRaw`SELECT 1 AS n`, db.shop.count(), db.$queryRaw`SELECT 2 AS n`, db.$executeRaw`SELECT 3`]),
    LIMITS,
  );
  expect(answers).toEqual([[{ n: 1 }], 0, [{ n: 2 }], 1]);
  const failed = directTransaction(
    prisma,
    (db) => Promise.allSettled([db.$queryRaw`SELECT 1 / ${0}::int`, db.$queryRaw`SELECT 1`]).then((all) => all.map(({ status }) => status)),
    LIMITS,
  );
  await expect(failed).resolves.toEqual(["rejected", "rejected"]);
  process.off("warning", note);
  expect(warned).toEqual([]);
});

test("two at once each speak on their own connection", async () => {
  let begun = 0;
  const pids = await Promise.all(
    [0, 1].map(() =>
      directTransaction(
        prisma,
        async (db) => {
          const [{ pid }] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
          // Neither ends before the other has begun.
          begun += 1;
          while (begun < 2) await db.$queryRaw`SELECT 1`;
          const [again] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
          expect(again.pid).toBe(pid);
          return pid;
        },
        LIMITS,
      ),
    ),
  );
  expect(new Set(pids).size).toBe(2);
});
