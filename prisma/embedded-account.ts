/**
 * PostgreSQL refuses to run as root. Where we are root (containers, CI) the server runs as `postgres`, else as `nobody`,
 * and everything it touches must be reachable for that account: what lies under a closed folder such as /root is placed
 * under /var/lib/regulars instead, and whoever asked is told where.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { binariesIn, type Binaries } from "./embedded-binaries.ts";

/** Whom the server runs as; null means "as ourselves". */
export type Account = { uid: number; gid: number; name: string } | null;

const CLOSED_FOLDER_REFUGE = "/var/lib/regulars";

/** Picks the account; a folder that already holds a cluster keeps the one that owns it. */
export function accountFor(folder: string): Account {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(path.join(folder, "PG_VERSION"), { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: nameOf(owner.uid) };
  const account = lookUp("postgres") ?? lookUp("nobody");
  if (account) return account;
  throw new Error(
    "PostgreSQL refuses to run as root, and this system has neither a user postgres nor nobody. " +
      'Run as an ordinary user, or make one: "useradd --system postgres".',
  );
}

/**
 * The folder a cluster wanted at `wanted` really lives in (delete that one to begin anew). The same answer every time:
 * only where we are root and the account may not enter the way to `wanted` does it differ.
 */
export function clusterFolder(wanted: string): string {
  const folder = path.resolve(wanted);
  const account = accountFor(folder);
  if (!account) return folder;
  const refuge = path.join(
    CLOSED_FOLDER_REFUGE,
    `${path.basename(folder)}-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`,
  );
  mkdirSync(path.dirname(folder), { recursive: true });
  return mayEnter(account, path.dirname(folder)) ? folder : refuge;
}

/** The programs themselves, copied (about 60 MB, once) when the account may not run them where npm put them. */
export function runnableFor(account: Account, binaries: Binaries): Binaries {
  if (!account || mayEnter(account, path.dirname(binaries.postgres))) return binaries;
  const copy = path.join(CLOSED_FOLDER_REFUGE, `postgresql-${binaries.version}`);
  if (!existsSync(copy)) {
    mkdirSync(CLOSED_FOLDER_REFUGE, { recursive: true, mode: 0o755 });
    const making = mkdtempSync(`${copy}.making-`);
    cpSync(binaries.root, making, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["755", making]);
    try {
      renameSync(making, copy);
    } catch (error) {
      if (!existsSync(copy)) throw error;
      rmSync(making, { recursive: true, force: true }); // a second starter's copy is as good
    }
  }
  return binariesIn(copy, binaries.version);
}

function lookUp(name: string): Account {
  const ask = (flag: string) => spawnSync("id", [flag, name], { encoding: "utf8" });
  const uid = ask("-u");
  const gid = ask("-g");
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout), name } : null;
}

/** Asks the system itself, as that account, so that mode bits, ACLs and missing rights to change user all count. */
function mayEnter(account: { uid: number; gid: number; name: string }, folder: string): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'cd -- "$0"', folder], { uid: account.uid, gid: account.gid, cwd: "/", stdio: "ignore" });
  if (tried.error)
    throw new Error(`PostgreSQL refuses to run as root, and this root may not change to ${account.name}. Run as an ordinary user.`, {
      cause: tried.error,
    });
  return tried.status === 0;
}

function nameOf(uid: number): string {
  const asked = spawnSync("id", ["-nu", String(uid)], { encoding: "utf8" });
  return asked.status === 0 ? asked.stdout.trim() : `uid ${uid}`;
}
