/**
 * Applies the migrations by `prisma migrate deploy`, and only asks Prisma (about a second) when something is to be done.
 * A migration and the mark that it is finished are one transaction (cli-adapter.ts); a row left unfinished by a killed
 * process was therefore not applied, and is marked as rolled back so that Prisma applies it again.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type pg from "pg";

export type Migration = { name: string; sql: string; checksum: string };

const MIGRATE_WITHIN_MS = 30 * 60_000;

/** In the order they apply. Throws when there are none, since then there would be no tables either. */
export function readMigrations(folder = path.join(import.meta.dirname, "migrations")): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0) throw new Error(`There are no migrations in ${folder}`);
  return names.map((name) => {
    const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

/** Returns the names it applied. Throws when an applied migration was edited afterwards, or with Prisma's words. */
export async function applyMigrations(ownerUrl: string, owner: pg.ClientBase): Promise<string[]> {
  const applied = await finishedMigrations(owner);
  const pending: string[] = [];
  for (const { name, checksum } of readMigrations()) {
    const was = applied.get(name);
    if (was === undefined) pending.push(name);
    else if (was !== checksum)
      throw new Error(`The migration ${name} was changed after this database had applied it. Undo the change and add a new migration.`);
  }
  if (pending.length === 0) return [];
  if (applied.size > 0 || (await hasTable(owner)))
    await owner.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL");
  await runPrisma(["migrate", "deploy"], ownerUrl);
  return pending;
}

/**
 * Runs Prisma's command line on the database of `url`. Resolves with what it printed; rejects with that when it ends
 * otherwise than by 0 or takes over half an hour.
 */
export async function runPrisma(command: string[], url: string): Promise<string> {
  const program = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const config = path.join(import.meta.dirname, "prisma.config.ts");
  const child = spawn(process.execPath, [program, ...command, "--config", config], {
    cwd: path.dirname(import.meta.dirname),
    env: { ...process.env, DATABASE_OWNER_URL: url, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: MIGRATE_WITHIN_MS,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = await new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  if (ended !== 0) throw new Error(`"prisma ${command.join(" ")}" ended with ${ended}:\n${said.trim()}`);
  return said;
}

async function hasTable(owner: pg.ClientBase): Promise<boolean> {
  const { rows } = await owner.query<{ there: boolean }>("SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there");
  return rows[0]!.there;
}

async function finishedMigrations(owner: pg.ClientBase): Promise<Map<string, string>> {
  if (!(await hasTable(owner))) return new Map();
  const { rows } = await owner.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}
