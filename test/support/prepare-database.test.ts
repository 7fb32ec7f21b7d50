import { execFile, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readMigrations } from "../../prisma/apply-migrations.ts";
import { cliAdapter } from "../../prisma/cli-adapter.ts";
import { startEmbeddedServer, type EmbeddedServer } from "../../prisma/embedded-server.ts";
import { prepareDatabase, roles, roleUrls, type DatabaseUrls } from "../../prisma/prepare-database.ts";
import { databaseUrl } from "./test-server.ts";

// A server of this file's own: roles belong to the whole server.
const temporary = realpathSync(mkdtempSync(path.join(os.tmpdir(), "prepare-")));
chmodSync(temporary, 0o755);
let server: EmbeddedServer;
let urls: DatabaseUrls;

beforeAll(async () => {
  server = await startEmbeddedServer({ folder: path.join(temporary, "pg"), durable: false });
  urls = await prepareDatabase({ superuserUrl: server.url, databaseName: "prepared" });
});
afterAll(async () => {
  await server.stop();
  rmSync(temporary, { recursive: true, force: true });
});

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const answer = await client.query<Row>(sql).finally(() => client.end());
  return answer.rows;
}

const asSuperuser = <Row extends pg.QueryResultRow>(databaseName: string, sql: string) =>
  query<Row>(databaseUrl(server.url, databaseName), sql);

/** Everything a prepared database consists of, in a comparable form: columns, rights, policies, functions, finished migrations. */
async function shapeOf(databaseName: string): Promise<unknown> {
  const one = (sql: string) => asSuperuser(databaseName, sql);
  return {
    columns: await one(`SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns
      WHERE table_schema IN ('public', 'pgboss') ORDER BY 1, 2, 3`),
    rights: await one(`SELECT table_schema, table_name, grantee, privilege_type FROM information_schema.role_table_grants
      WHERE table_schema IN ('public', 'pgboss') ORDER BY 1, 2, 3, 4`),
    policies: await one("SELECT schemaname, tablename, policyname, cmd FROM pg_policies ORDER BY 1, 2, 3"),
    functions: await one(`SELECT pronamespace::regnamespace::text, proname, coalesce(array_to_string(proacl, ','), '') FROM pg_proc
      WHERE pronamespace IN ('public'::regnamespace, 'pgboss'::regnamespace) ORDER BY 1, 2, 3`),
    migrations: await one(`SELECT migration_name, count(*)::int AS times FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL GROUP BY 1 ORDER BY 1`),
    unfinished: await one("SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL"),
    doors: await one("SELECT datacl FROM pg_database WHERE datname = current_database()"),
  };
}

test("every migration is applied once and finished, and the queue is installed", async () => {
  const { migrations } = (await shapeOf("prepared")) as { migrations: { migration_name: string; times: number }[] };
  expect(migrations.map(({ migration_name: name, times }) => [name, times])).toEqual(readMigrations().map(({ name }) => [name, 1]));
});

test("preparing again, also twice at once, changes nothing", async () => {
  const before = await shapeOf("prepared");
  const again = () => prepareDatabase({ superuserUrl: server.url, databaseName: "prepared" });
  expect(await Promise.all([again(), again()])).toEqual([urls, urls]);
  expect(await shapeOf("prepared")).toEqual(before);
});

/** Starts a preparation of `name` in a process group of its own and kills it once `reached` (SQL, in that database) finds a row. */
async function killWhen(reached: string, name: string, whom: "it and Prisma" | "it alone"): Promise<void> {
  const program = path.join(import.meta.dirname, "prepare-in-a-process.ts");
  const child = spawn(process.execPath, [program, server.url, name], { detached: true, stdio: "ignore" });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const watched = databaseUrl(server.url, reached.includes("pg_database") ? "postgres" : name);
  for (let tries = 0; tries < 5000 && child.exitCode === null; tries++) {
    // Until the database and the table are there the question itself fails, which is an answer too.
    if ((await query(watched, reached).catch(() => [])).length > 0) break;
  }
  if (child.exitCode === null) process.kill(whom === "it alone" ? child.pid! : -child.pid!, "SIGKILL");
  await gone;
}

const applied = (count: number) => `SELECT 1 FROM _prisma_migrations OFFSET ${count - 1}`;

test.each([
  ["database_made", "it and Prisma", "SELECT 1 FROM pg_database WHERE datname = 'killed_database_made'"],
  ["first_began", "it and Prisma", applied(1)],
  ["third_began", "it and Prisma", applied(3)],
  ["third_began_alone", "it alone", applied(3)],
  ["last_began", "it and Prisma", applied(readMigrations().length)],
  ["queue_there", "it and Prisma", "SELECT 1 FROM pg_namespace WHERE nspname = 'pgboss'"],
] as const)("a preparation killed at %s (%s) is mended by the next one", { timeout: 60_000 }, async (moment, whom, reached) => {
  const name = `killed_${moment}`;
  await killWhen(reached, name, whom);
  await prepareDatabase({ superuserUrl: server.url, databaseName: name });
  expect(await shapeOf(name)).toEqual(await shapeOf("prepared"));
});

/** A database of the owner's with Prisma's table of migrations, empty. */
async function withMigrationsTable(name: string): Promise<string> {
  await asSuperuser("postgres", `CREATE DATABASE ${name} OWNER regulars_owner TEMPLATE template0`);
  const { owner } = roleUrls(server.url, name);
  const rows = await asSuperuser<{ ddl: string }>(
    "prepared",
    `SELECT 'CREATE TABLE _prisma_migrations (' || string_agg(format('%I %s', attname, format_type(atttypid, atttypmod) ||
       CASE attname WHEN 'started_at' THEN ' DEFAULT now()' WHEN 'applied_steps_count' THEN ' NOT NULL DEFAULT 0' ELSE '' END), ', ' ORDER BY attnum)
       || ')' AS ddl FROM pg_attribute WHERE attrelid = '_prisma_migrations'::regclass AND attnum > 0`,
  );
  await query(owner, rows[0]!.ddl);
  return owner;
}

/** And what builds on it. */
const LATE = new Set(["0014_letters", "0026_letter_languages", "0027_mails_settled", "0043_opt_out_links"]);

test("a database that had every later migration takes one that comes late, and erases the same tables", { timeout: 60_000 }, async () => {
  const owner = await withMigrationsTable("late");
  for (const { name, sql, checksum } of readMigrations().filter((one) => !LATE.has(one.name))) {
    await query(owner, sql);
    await query(
      owner,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('${name}', '${checksum}', '${name}', now())`,
    );
  }
  await prepareDatabase({ superuserUrl: server.url, databaseName: "late" });
  expect(await shapeOf("late")).toEqual(await shapeOf("prepared"));
  const erased = async (name: string) => {
    const [{ text }] = await asSuperuser<{ text: string }>(
      name,
      "SELECT pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure) AS text",
    );
    return [...text.matchAll(/'(\w+)'/g)].map(([, table]) => table).sort();
  };
  expect(await erased("late")).toEqual(await erased("prepared"));
  expect(await erased("late")).toEqual(
    expect.arrayContaining(["letter", "letter_version", "mail_setting", "mail_suppression", "leak_alarm"]),
  );
});

test("82 · a migration left unfinished by a killed process is applied again", async () => {
  const [first] = readMigrations();
  const owner = await withMigrationsTable("unfinished");
  await query(owner, `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', '${first!.checksum}', '${first!.name}')`);
  await prepareDatabase({ superuserUrl: server.url, databaseName: "unfinished" });
  const again = await asSuperuser("unfinished", "SELECT rolled_back_at IS NULL AS kept FROM _prisma_migrations WHERE id = '1'");
  expect(again).toEqual([{ kept: false }]);
});

test("a migration that another process has taken over meanwhile is not applied", async () => {
  await asSuperuser("postgres", "CREATE DATABASE taken_over OWNER regulars_owner TEMPLATE prepared");
  const adapter = await cliAdapter(roleUrls(server.url, "taken_over").owner).connect();
  const [first] = readMigrations();
  await asSuperuser("taken_over", "UPDATE _prisma_migrations SET finished_at = NULL, rolled_back_at = now()");
  await asSuperuser("taken_over", "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION regulars_owner");
  await asSuperuser("taken_over", "CREATE TABLE _prisma_migrations (checksum text, finished_at timestamptz, rolled_back_at timestamptz)");
  await asSuperuser("taken_over", `GRANT ALL ON _prisma_migrations TO regulars_owner`);
  await asSuperuser("taken_over", `INSERT INTO _prisma_migrations VALUES ('${first!.checksum}', NULL, now())`);
  await expect(adapter.executeScript(first!.sql)).rejects.toThrow("another process has taken over");
  await adapter.dispose();
  expect(await asSuperuser("taken_over", "SELECT FROM pg_tables WHERE schemaname = 'public'")).toHaveLength(1);
});

test("a migration edited after it was applied is refused by name", async () => {
  await asSuperuser("postgres", "CREATE DATABASE edited OWNER regulars_owner TEMPLATE prepared");
  await asSuperuser("edited", `UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name = '${readMigrations()[1]!.name}'`);
  await expect(prepareDatabase({ superuserUrl: server.url, databaseName: "edited" })).rejects.toThrow(
    `The migration ${readMigrations()[1]!.name} was changed`,
  );
});

test("the app can make no table, the door sees sessions only, the eraser reads nothing, a stranger may not enter", async () => {
  await expect(query(urls.app, "CREATE TABLE mine (n int)")).rejects.toThrow("permission denied");
  await expect(query(urls.app, "SELECT * FROM session")).rejects.toThrow("permission denied");
  expect(await query(urls.door, "SELECT * FROM session")).toEqual([]);
  for (const table of ["receipt", "entry", "pgboss.job"]) {
    await expect(query(urls.door, `SELECT * FROM ${table}`)).rejects.toThrow("permission denied");
    await expect(query(urls.eraser, `SELECT * FROM ${table}`)).rejects.toThrow("permission denied");
  }
  await asSuperuser("postgres", "CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
  const stranger = new URL(urls.app);
  [stranger.username, stranger.password] = ["stranger", "stranger"];
  await expect(query(stranger.href, "SELECT 1")).rejects.toThrow('permission denied for database "prepared"');
});

test("the app runs the queue and cannot change how it is built", async () => {
  const boss = new PgBoss({ connectionString: urls.app, migrate: false, createSchema: false, supervise: false, schedule: false, max: 2 });
  await boss.start();
  await boss.createQueue("rule");
  await boss.send("rule", { shopId: "one" });
  const [job] = await boss.fetch<{ shopId: string }>("rule");
  await boss.complete("rule", job!.id);
  expect(job!.data).toEqual({ shopId: "one" });
  await boss.stop({ graceful: false });
  await expect(query(urls.app, "ALTER TABLE pgboss.job ADD COLUMN more text")).rejects.toThrow("must be owner");
});

test("other passwords replace those before", async () => {
  const passwords = { owner: "o'ne", app: "t w o", door: "thr/ee", eraser: "fo:ur@" };
  const changed = await prepareDatabase({ superuserUrl: server.url, databaseName: "prepared", passwords });
  for (const role of roles) {
    expect(await query(changed[role], "SELECT current_user AS me")).toEqual([{ me: `regulars_${role}` }]);
    await expect(query(urls[role], "SELECT 1")).rejects.toThrow("password authentication failed");
  }
  await prepareDatabase({ superuserUrl: server.url, databaseName: "prepared" });
});

test.each(["BYPASSRLS", "SUPERUSER", "CREATEROLE"])("a role of the app with %s is refused with the repair", async (right) => {
  await asSuperuser("postgres", `ALTER ROLE regulars_app ${right}`);
  await expect(prepareDatabase({ superuserUrl: server.url, databaseName: "prepared" })).rejects.toThrow(
    /regulars_app may do more.*ALTER ROLE/,
  );
  await asSuperuser("postgres", `ALTER ROLE regulars_app NO${right}`);
});

test("a managed server's administrator, who is no superuser, is enough", async () => {
  const managed = await startEmbeddedServer({ folder: path.join(temporary, "managed"), durable: false });
  try {
    await query(managed.url, "CREATE ROLE administrator LOGIN CREATEDB CREATEROLE PASSWORD 'admin'");
    const url = new URL(managed.url);
    [url.username, url.password] = ["administrator", "admin"];
    const prepared = await prepareDatabase({ superuserUrl: url.href, databaseName: "regulars" });
    expect(await query(prepared.app, "SELECT current_user AS me")).toEqual([{ me: "regulars_app" }]);
    expect(await prepareDatabase({ superuserUrl: url.href, databaseName: "regulars" })).toEqual(prepared);
  } finally {
    await managed.stop();
  }
});

test("the command prints the environment's lines, keeps the passwords it is given, and never resets them unasked", async () => {
  const program = path.join(import.meta.dirname, "../../prisma/prepare-database.ts");
  const run = async (more: Record<string, string>, ...flags: string[]) => {
    const env = {
      NODE_ENV: "test" as const,
      PATH: process.env.PATH,
      DATABASE_SUPERUSER_URL: server.url,
      DATABASE_NAME: "by_command",
      ...more,
    };
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...flags], { env });
    return Object.fromEntries(
      stdout
        .trim()
        .split("\n")
        .map((line) => /^([A-Z_]+)=(.*)$/.exec(line)!.slice(1)),
    ) as Record<string, string>;
  };
  const lines = await run({}, "--new-passwords");
  expect(Object.keys(lines).sort()).toEqual(["DATABASE_DOOR_URL", "DATABASE_ERASER_URL", "DATABASE_OWNER_URL", "DATABASE_URL"]);
  expect(await query(lines.DATABASE_URL!, "SELECT current_user AS me")).toEqual([{ me: "regulars_app" }]);
  expect(await run(lines)).toEqual(lines);
  await expect(run({})).rejects.toThrow(/regulars_owner exists already.*--new-passwords/s);
  await expect(run({ DATABASE_SUPERUSER_URL: "" })).rejects.toThrow("Set DATABASE_SUPERUSER_URL");
  expect(await query(lines.DATABASE_URL!, "SELECT 1 AS still")).toEqual([{ still: 1 }]);
});
