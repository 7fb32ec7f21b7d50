/**
 * What can be learnt about a PostgreSQL process from outside: which one its folder's postmaster.pid names, whether that
 * one is alive and truly PostgreSQL, and how to stop it. Nothing here starts anything.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** As in PostgreSQL's own file: line 1 pid, 2 data folder, 4 port, 8 state. `ready` = it takes connections. */
export type PidFile = { pid: number; folder: string; port: number; ready: boolean };

const STOP_POLITELY_MS = 30_000;
const STOP_AT_ONCE_MS = 10_000;

/**
 * Reads `folder`/postmaster.pid; null when there is no running server. A file that names a dead process is left to
 * PostgreSQL, which replaces it; one that names a zombie or a stranger's process is taken away, since PostgreSQL would
 * refuse to start for ever. That stays safe: it still refuses while its shared memory is in use.
 */
export function readPidFile(folder: string): PidFile | null {
  const file = path.join(folder, "postmaster.pid");
  const text = readIfThere(file);
  if (text === null) return null;
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!isRunning(pid)) {
    if (exists(pid)) removeExactly(file, text);
    return null;
  }
  return { pid, folder: lines[1] ?? "", port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === "ready" };
}

/** True when this pid is a live PostgreSQL process (where the system tells: Linux, macOS, Windows). */
export function isRunning(pid: number): boolean {
  return exists(pid) && isPostgres(pid);
}

/** Fast shutdown: open transactions roll back, a checkpoint is written. Waits until the process is gone. */
export async function stopServer(pid: number, folder: string, pgCtl: string): Promise<void> {
  if (!isRunning(pid)) return;
  if (process.platform === "win32") {
    execFileSync(pgCtl, ["stop", "-D", folder, "-m", "fast", "-t", String(STOP_POLITELY_MS / 1000)], { stdio: "ignore" });
    return;
  }
  for (const [signal, patienceMs] of [
    ["SIGINT", STOP_POLITELY_MS],
    ["SIGQUIT", STOP_AT_ONCE_MS],
  ] as const) {
    send(pid, signal);
    for (const until = performance.now() + patienceMs; performance.now() < until; await pause(20)) if (!isRunning(pid)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}, ${folder}) does not stop. End it by hand: kill -9 ${pid}`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // gone already is what we want
  }
}

function exists(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isPostgres(pid: number): boolean {
  if (process.platform === "linux") {
    const status = readIfThere(`/proc/${pid}/stat`);
    return status !== null && /^\d+ \(.*postgres.*\) [^ZX]/.test(status);
  }
  const [program, ...flags] =
    process.platform === "win32" ? ["tasklist", "/FI", `PID eq ${pid}`] : ["ps", "-o", "stat=,comm=", "-p", String(pid)];
  const asked = spawnSync(program!, flags, { encoding: "utf8" });
  return /postgres/.test(asked.stdout ?? "") && !/^\s*Z/.test(asked.stdout ?? "");
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return null;
    throw error;
  }
}

/** Removes the file only if it still says what we read: a server that started meanwhile must keep its own. */
function removeExactly(file: string, text: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readFileSync(aside, "utf8") !== text) linkSync(aside, file);
  rmSync(aside);
}
