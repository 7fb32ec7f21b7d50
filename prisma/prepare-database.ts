/**
 * Brings a PostgreSQL server to where the app can run on it: roles, database, migrations, job queue. Every step looks
 * first and can be repeated, so a start that was killed anywhere is mended by the next one; one at a time per server.
 * As a command (`npm run db:prepare`) it does this for a real server and prints the lines the app's environment needs.
 */
import { createHmac, randomBytes } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { applyMigrations } from "./apply-migrations.ts";
import { installQueue, isQueueInstalled } from "./install-queue.ts";

export const roles = ["owner", "app", "door", "eraser"] as const;
export type Role = (typeof roles)[number];
/** A PostgreSQL address a role. `owner` migrates and is not for the app. */
export type DatabaseUrls = Record<Role, string>;

export type PrepareOptions = {
  /** Of a role that may make roles and databases, on any existing database of the server. Used for nothing but that. */
  superuserUrl: string;
  databaseName: string;
  /**
   * By default derived from the administrator's own password, one way: right for an embedded server, whose password is
   * random and kept in its folder. A real server's are random and live in the app's environment.
   */
  passwords?: Record<Role, string>;
};

const LOCK = 0x7265_6775; // "regu": one preparation at a time per server
const LOCK_TIMEOUT = "180s";

/** Throws with the server's or Prisma's own words when a step fails; what was done before stays and is found done next time. */
export async function prepareDatabase({ superuserUrl, databaseName, passwords }: PrepareOptions): Promise<DatabaseUrls> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(databaseName)) throw new Error(`"${databaseName}" is no database name: use a-z, 0-9 and _`);
  const urls = roleUrls(superuserUrl, databaseName, passwords ?? derivePasswords(superuserUrl));
  await withClient(superuserUrl, async (admin) => {
    await admin.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
    await admin.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await makeRoles(admin);
    await makeDatabase(admin, databaseName);
    for (const role of roles) await letIn(admin, role, urls[role]);
    await withClient(urls.owner, async (owner) => {
      await owner.query(databaseRights(databaseName));
      await applyMigrations(urls.owner, owner);
      if (!(await isQueueInstalled(owner))) await installQueue(urls.owner, owner);
    });
  });
  return urls;
}

/** The addresses of the four roles on a server that `prepareDatabase` prepared with the same passwords. */
export function roleUrls(superuserUrl: string, databaseName: string, passwords = derivePasswords(superuserUrl)): DatabaseUrls {
  const urlOf = (role: Role) => {
    const url = new URL(superuserUrl);
    url.username = `regulars_${role}`;
    url.password = passwords[role];
    url.pathname = `/${databaseName}`;
    return url.href;
  };
  return { owner: urlOf("owner"), app: urlOf("app"), door: urlOf("door"), eraser: urlOf("eraser") };
}

/** SQL: who may enter the database. It belongs to the database itself, so clones of a template need it again. */
export function databaseRights(databaseName: string): string {
  const name = pg.escapeIdentifier(databaseName);
  return `REVOKE ALL ON DATABASE ${name} FROM PUBLIC;
    GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO regulars_app;
    GRANT CONNECT ON DATABASE ${name} TO regulars_door, regulars_eraser;`;
}

/** SQL of the roles, for whoever must know whether they changed. */
export const rolesSql = readFileSync(path.join(import.meta.dirname, "roles.sql"), "utf8");

async function makeRoles(admin: pg.Client): Promise<void> {
  try {
    await admin.query(rolesSql);
  } catch (error) {
    const { message, hint } = error as pg.DatabaseError;
    throw new Error(`The roles of Regulars cannot be made: ${message}.${hint ? ` As administrator: ${hint}` : ""}`, { cause: error });
  }
}

async function makeDatabase(admin: pg.Client, databaseName: string): Promise<void> {
  const { rows } = await admin.query<{ there: boolean; version: number }>(
    "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS there, current_setting('server_version_num')::int AS version",
    [databaseName],
  );
  if (rows[0]!.there) return;
  if (rows[0]!.version < 160_000) throw new Error("Regulars needs PostgreSQL 16 or newer.");
  // Sorts by bytes on every machine alike and still knows that é and É are one letter; servers before 17 have it from their system.
  const locale = rows[0]!.version >= 170_000 ? "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'" : "LOCALE 'C.UTF-8'";
  await admin.query(
    `CREATE DATABASE ${pg.escapeIdentifier(databaseName)} OWNER regulars_owner TEMPLATE template0 ENCODING 'UTF8' ${locale}`,
  );
}

/** Sets the role's password when the one given does not open the door. */
async function letIn(admin: pg.Client, role: Role, url: string): Promise<void> {
  try {
    await withClient(url, async () => {});
  } catch (error) {
    const { code } = error as pg.DatabaseError;
    const wrongPassword = code === "28P01" || code === "28000";
    const noRightYet = code === "42501"; // the password was right, CONNECT is granted next
    if (noRightYet) return;
    if (!wrongPassword) throw error;
    const password = decodeURIComponent(new URL(url).password);
    await admin.query(`ALTER ROLE regulars_${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  }
}

function derivePasswords(superuserUrl: string): Record<Role, string> {
  const secret = decodeURIComponent(new URL(superuserUrl).password);
  const of = (role: Role) => createHmac("sha256", secret).update(`regulars_${role}`).digest("base64url");
  return { owner: of("owner"), app: of("app"), door: of("door"), eraser: of("eraser") };
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  // Without a listener a server that goes away would end this process; the query under way rejects by itself.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const ENVIRONMENT_NAMES: Record<Role, string> = {
  owner: "DATABASE_OWNER_URL",
  app: "DATABASE_URL",
  door: "DATABASE_DOOR_URL",
  eraser: "DATABASE_ERASER_URL",
};

/** Passwords for a real server: those of the environment's addresses; for roles that do not exist yet, fresh ones. */
async function passwordsFor(superuserUrl: string, fresh: boolean): Promise<Record<Role, string>> {
  const existing = await withClient(superuserUrl, async (admin) => {
    const { rows } = await admin.query<{ rolname: string }>("SELECT rolname FROM pg_roles WHERE rolname LIKE 'regulars\\_%'");
    return new Set(rows.map((row) => row.rolname));
  });
  const of = (role: Role) => {
    const given = process.env[ENVIRONMENT_NAMES[role]];
    if (given && !fresh) return decodeURIComponent(new URL(given).password);
    if (fresh || !existing.has(`regulars_${role}`)) return randomBytes(24).toString("base64url");
    throw new Error(
      `The role regulars_${role} exists already: set ${ENVIRONMENT_NAMES[role]} to the line you were given for it, ` +
        `or add --new-passwords to give every role a new one (a running app then needs the new lines).`,
    );
  };
  return { owner: of("owner"), app: of("app"), door: of("door"), eraser: of("eraser") };
}

async function command(): Promise<void> {
  const superuserUrl = process.env.DATABASE_SUPERUSER_URL;
  if (!superuserUrl)
    throw new Error(
      "Set DATABASE_SUPERUSER_URL to an administrator's address, e.g. postgresql://postgres:secret@db.example.com:5432/postgres " +
        "(the database Regulars gets is named regulars, or as DATABASE_NAME says).",
    );
  const passwords = await passwordsFor(superuserUrl, process.argv.includes("--new-passwords"));
  const urls = await prepareDatabase({ superuserUrl, databaseName: process.env.DATABASE_NAME ?? "regulars", passwords });
  process.stderr.write("The database is ready. The app's environment needs (the owner's line only where this command runs):\n");
  for (const role of roles) process.stdout.write(`${ENVIRONMENT_NAMES[role]}=${urls[role]}\n`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename)
  command().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
