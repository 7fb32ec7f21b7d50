/**
 * The life of the embedded PostgreSQL, one per folder: make it, start it, adopt the one already running there, stop it.
 * A killed parent leaves its server alive on purpose, since acknowledged rows matter more than tidiness; the next start
 * finds it by postmaster.pid and goes on with it. Two starters at once end with one server, which both use.
 */
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, readdirSync, realpathSync } from "node:fs";
import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { accountFor, clusterFolder, runnableFor, type Account } from "./embedded-account.ts";
import { findBinaries, type Binaries } from "./embedded-binaries.ts";
import { isRunning, readPidFile, stopServer } from "./embedded-process.ts";

export type EmbeddedOptions = {
  /** Where the data should live; see `clusterFolder` for where it does live when root may not use that place. */
  folder: string;
  /** Taken if it is free, else any free port. */
  preferredPort?: number;
  /** False only for data that may be lost (tests): no fsync. Default true. */
  durable?: boolean;
  /** More PostgreSQL settings, as in postgresql.conf. */
  settings?: Record<string, string>;
  /** Told when the data lives elsewhere than asked. Default: a line on stderr. */
  notice?: (text: string) => void;
};

export type EmbeddedServer = {
  /** Superuser, database `postgres`, 127.0.0.1 only. */
  url: string;
  port: number;
  pid: number;
  folder: string;
  /** The server's own log. */
  logFile: string;
  /** True when it ran already: stopping it may take it away from whoever started it. */
  adopted: boolean;
  stop(): Promise<void>;
};

const START_WITHIN_MS = 60_000;
const LOG_KEPT_BYTES = 1_000_000;
const SUPERUSER = "postgres";
const NOT_DURABLE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" };

type Place = { folder: string; account: Account; binaries: Binaries; password: string; logFile: string };

/** Resolves once the server takes connections; rejects after a minute, or at once when PostgreSQL says why it will not start. */
export async function startEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = prepareFolder(options);
  const serverAt = (pid: number, port: number, adopted: boolean): EmbeddedServer => ({
    ...{ url: urlAt(place, port), port, pid, folder: place.folder, logFile: place.logFile, adopted },
    stop: () => stopServer(pid, place.folder, place.binaries.pgCtl),
  });
  let preferredPort = options.preferredPort;
  for (const until = performance.now() + START_WITHIN_MS; performance.now() < until;) {
    const running = await waitForRunning(place, until);
    if (running) return serverAt(running.pid, running.port, true);
    const port = preferredPort && (await isFree(preferredPort)) ? preferredPort : await freePort();
    const launched = await launch(place, port, settingsOf(options), until);
    if ("pid" in launched) return serverAt(launched.pid, port, false);
    if (/Address already in use|could not bind/.test(launched.said)) preferredPort = undefined;
    // A second starter won, or backends orphaned by a SIGKILL still hold the memory and need a moment to leave.
    else if (!/lock file "postmaster.pid"|shared memory block/.test(launched.said)) throw refusal(place, launched.said);
    await pause(100);
  }
  throw refusal(place, `not within ${START_WITHIN_MS / 1000} s`);
}

/** Finds a server that runs in the folder, without starting or making anything; null when none does. */
export async function findEmbeddedServer(wanted: string): Promise<EmbeddedServer | null> {
  const folder = clusterFolder(wanted);
  if (!existsSync(path.join(folder, "PG_VERSION"))) return null;
  const place = openPlace(folder, accountFor(folder));
  const running = await waitForRunning(place, performance.now() + START_WITHIN_MS);
  if (!running) return null;
  const { pid, port } = running;
  return {
    ...{ url: urlAt(place, port), port, pid, folder: place.folder, logFile: place.logFile, adopted: true },
    stop: () => stopServer(pid, place.folder, place.binaries.pgCtl),
  };
}

function settingsOf({ durable = true, settings = {} }: EmbeddedOptions): Record<string, string> {
  return { listen_addresses: "127.0.0.1", unix_socket_directories: "", timezone: "UTC", ...(durable ? {} : NOT_DURABLE), ...settings };
}

function prepareFolder(options: EmbeddedOptions): Place {
  const wanted = path.resolve(options.folder);
  const folder = clusterFolder(wanted);
  const account = accountFor(folder);
  if (folder !== wanted)
    (options.notice ?? ((text) => process.stderr.write(`${text}\n`)))(
      `The database lives in ${folder}: root must run PostgreSQL as ${account?.name}, who may not enter ${path.dirname(wanted)}.`,
    );
  if (!existsSync(path.join(folder, "PG_VERSION"))) makeCluster(folder, account, options.durable ?? true);
  return openPlace(folder, account);
}

function openPlace(folder: string, account: Account): Place {
  const binaries = runnableFor(account, findBinaries());
  const here = readFileSync(path.join(folder, "PG_VERSION"), "utf8").trim();
  const major = binaries.version.split(".")[0];
  if (here !== major)
    throw new Error(`${folder} was made by PostgreSQL ${here}, this is ${major}. Move its data with pg_dump, or delete it to begin anew.`);
  const secret = path.join(folder, "superuser.password");
  let password: string;
  try {
    password = readFileSync(secret, "utf8");
  } catch (cause) {
    const owner = statSync(folder).uid;
    throw new Error(`${secret} cannot be read: run as the user who made the folder (uid ${owner}), or delete ${folder} to begin anew.`, {
      cause,
    });
  }
  return { folder: realpathSync(folder), account, binaries, password, logFile: `${realpathSync(folder)}.log` };
}

/** initdb into a neighbouring folder, then one rename: a killed start leaves nothing half made, and of two starters one wins. */
function makeCluster(folder: string, account: Account, durable: boolean): void {
  const binaries = runnableFor(account, findBinaries());
  const making = makeNeighbour(folder);
  const passwordFile = `${making}.password`;
  const password = randomBytes(24).toString("base64url");
  const give = (file: string) => account && chownSync(file, account.uid, account.gid);
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    give(making);
    give(passwordFile);
    const flags = ["-D", making, "-U", SUPERUSER, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8", "--locale=C"];
    execFileSync(binaries.initdb, durable ? flags : [...flags, "--no-sync"], { ...runAs(account), stdio: ["ignore", "ignore", "pipe"] });
    renameSync(passwordFile, path.join(making, "superuser.password"));
    renameSync(making, folder);
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    if (["ENOTEMPTY", "EEXIST", "EPERM"].includes(code ?? "") && existsSync(path.join(folder, "PG_VERSION"))) return;
    throw new Error(`PostgreSQL could not make its folder ${folder}: ${stderr?.toString().trim() || String(error)}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(making, { recursive: true, force: true });
  }
}

function makeNeighbour(folder: string): string {
  try {
    mkdirSync(path.dirname(folder), { recursive: true });
    sweepAbandoned(folder);
    return mkdtempSync(`${folder}.making-`);
  } catch (cause) {
    throw new Error(
      `The database cannot live in ${folder}: ${String(cause)}. If another user made it, run as that user, or choose another folder.`,
      {
        cause,
      },
    );
  }
}

function sweepAbandoned(folder: string): void {
  const parent = path.dirname(folder);
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${path.basename(folder)}.making-`)) continue;
    const file = path.join(parent, name);
    const age = performance.timeOrigin + performance.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (age > 10 * 60_000) rmSync(file, { recursive: true, force: true });
  }
}

/** The running server of this folder once it takes connections; null when none runs (any more). */
async function waitForRunning(place: Place, until: number): Promise<{ pid: number; port: number } | null> {
  for (; performance.now() < until; await pause(50)) {
    const found = readPidFile(place.folder);
    if (!found) return null;
    if (found.ready && (await answers(place, found.port))) return found;
  }
  return null;
}

type Launched = { pid: number } | { said: string };

async function launch(place: Place, port: number, settings: Record<string, string>, until: number): Promise<Launched> {
  const size = statSync(place.logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_KEPT_BYTES) rmSync(place.logFile);
  const from = size > LOG_KEPT_BYTES ? 0 : size;
  const log = openSync(place.logFile, "a", 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Detached: Ctrl-C reaches the whole process group, and PostgreSQL must stop after the app, not beside it.
  const child = spawn(place.binaries.postgres, ["-D", place.folder, "-p", String(port), ...flags], {
    ...runAs(place.account),
    detached: true,
    windowsHide: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let failed: string | null = null;
  child.once("error", (error) => (failed = String(error)));
  child.once("exit", (code, signal) => (failed ??= `ended with ${signal ?? code}`));
  for (; performance.now() < until && failed === null; await pause(10)) {
    const file = child.pid ? readPidFile(place.folder) : null;
    if (file?.pid === child.pid && file?.ready && (await answers(place, port))) {
      child.unref();
      return { pid: child.pid! };
    }
  }
  if (failed === null && child.pid && isRunning(child.pid)) await stopServer(child.pid, place.folder, place.binaries.pgCtl);
  return { said: `${failed ?? "it took too long"}\n${readFileSync(place.logFile, "utf8").slice(from)}` };
}

/** Connects and compares the data folder, so that a stranger's server on that port is never taken for ours. */
async function answers(place: Place, port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlAt(place, port), connectionTimeoutMillis: 2000, query_timeout: 2000 });
  client.on("error", () => {}); // the server may end while we ask; the answer is then simply no
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    return path.resolve(rows[0]?.data_directory ?? "") === place.folder;
  } catch {
    return false; // not ready, or not ours: whoever asked tries again until its deadline
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refusal(place: Place, said: string): Error {
  return new Error(`PostgreSQL did not start in ${place.folder} (its log: ${place.logFile}):\n${said.trim().slice(-2000)}`);
}

const runAs = (account: Account) => ({
  ...(account && { uid: account.uid, gid: account.gid }),
  cwd: path.parse(process.cwd()).root,
  env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
});

const urlAt = (place: Place, port: number) => `postgresql://${SUPERUSER}:${place.password}@127.0.0.1:${port}/postgres`;

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = net.createServer().once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
