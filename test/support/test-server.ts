/**
 * The one PostgreSQL that all test files of all runs in this folder share (data/test-pg, no fsync), and in it the
 * template: a prepared, empty database named after everything it was made from, copied for each test file. Whoever uses
 * the server holds a shared lock; only who finds nobody else holding it may clean up and stop it.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { readMigrations } from "../../prisma/apply-migrations.ts";
import { findEmbeddedServer, startEmbeddedServer } from "../../prisma/embedded-server.ts";
import { queueVersion } from "../../prisma/install-queue.ts";
import { prepareDatabase, rolesSql } from "../../prisma/prepare-database.ts";
import { installVirtualClock, virtualClockSql } from "./virtual-clock.ts";

const projectRoot = path.resolve(import.meta.dirname, "../..");
const folder = path.join(projectRoot, "data/test-pg");
const IN_USE = 0x7465_7374; // shared while a test file uses the server, exclusive to clean up and stop it
const BUILDING = 0x7465_6d70;
const ATTEMPTS = 20;
/** Where the system has sockets in files, one lies among the server's data, for who asks very often. */
const SOCKET: Record<string, string> = process.platform === "win32" ? {} : { unix_socket_directories: "." };
const LONGEST_SOCKET_PATH = 100;

/** The superuser's connection and address. Ending `client` gives the server back. */
export type Lease = { client: pg.Client; url: string };

/** Starts the server or joins the running one. */
export async function leaseTestServer(): Promise<Lease> {
  let last: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { url } = await startEmbeddedServer({ folder, durable: false, settings: { max_connections: "200", ...SOCKET } });
    const client = new pg.Client({ connectionString: url });
    client.on("error", (error) => (last = error)); // the next query says so too
    try {
      await client.connect();
      await client.query("SELECT pg_advisory_lock_shared($1)", [IN_USE]);
      return { client, url };
    } catch (error) {
      last = error; // another run stopped the server between our finding it and our lock
      await client.end().catch(() => undefined);
      await pause(100);
    }
  }
  throw new Error("The test server was stopped again and again while it was joined", { cause: last });
}

/** The name of the template, which is made first where it is missing (about a second). */
export async function ensureTemplate({ client, url }: Lease): Promise<string> {
  const name = templateName();
  if (await exists(client, name)) return name;
  await client.query("SELECT pg_advisory_lock($1)", [BUILDING]);
  try {
    if (await exists(client, name)) return name;
    const building = name.replace("tpl_", "building_");
    await client.query(`DROP DATABASE IF EXISTS ${building} WITH (FORCE)`);
    await prepareDatabase({ superuserUrl: url, databaseName: building });
    const inside = new pg.Client({ connectionString: databaseUrl(url, building) });
    await inside.connect();
    await installVirtualClock(inside).finally(() => inside.end());
    await client.query(`ALTER DATABASE ${building} RENAME TO ${name}`); // only a finished one bears the name
    return name;
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [BUILDING]);
  }
}

/** Unless another run uses the server: drops what killed runs and older templates left, and stops it. */
export async function stopTestServerIfUnused(): Promise<void> {
  const server = await findEmbeddedServer(folder);
  if (!server) return;
  const client = new pg.Client({ connectionString: server.url });
  client.on("error", () => {}); // our own stop ends this connection
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>("SELECT pg_try_advisory_lock($1) AS alone", [IN_USE]);
  if (rows[0]!.alone) {
    const leftovers = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname ~ '^(t|building|regulars_shadow)_' OR (datname LIKE 'tpl\\_%' AND datname <> $1)",
      [templateName()],
    );
    for (const { datname } of leftovers.rows) await client.query(`DROP DATABASE ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
    await server.stop();
  }
  await client.end().catch(() => undefined);
}

/** The same address with another database. */
export function databaseUrl(url: string, databaseName: string): string {
  const changed = new URL(url);
  changed.pathname = `/${databaseName}`;
  return changed.href;
}

/** The same address by the server's socket, which takes half as long as the network; as it is where there is none that could be named. */
export async function socketUrl({ client }: Lease, url: string): Promise<string> {
  const { rows } = await client.query<{ folder: string; sockets: string }>(
    "SELECT current_setting('data_directory') AS folder, current_setting('unix_socket_directories') AS sockets",
  );
  const { folder, sockets } = rows[0]!;
  const socket = path.join(folder, `.s.PGSQL.${new URL(url).port}`);
  if (sockets !== "." || socket.length > LONGEST_SOCKET_PATH) return url;
  const near = new URL(url);
  near.searchParams.set("host", folder);
  return near.href;
}

function templateName(): string {
  const code = ["prepare-database.ts", "install-queue.ts"].map((file) => readFileSync(path.join(projectRoot, "prisma", file), "utf8"));
  const made = [rolesSql, queueVersion, virtualClockSql, ...code, ...readMigrations().flatMap(({ name, sql }) => [name, sql])];
  return `tpl_${createHash("sha256").update(made.join("\0")).digest("hex").slice(0, 12)}`;
}

async function exists(client: pg.Client, databaseName: string): Promise<boolean> {
  return (await client.query("SELECT FROM pg_database WHERE datname = $1", [databaseName])).rowCount === 1;
}
