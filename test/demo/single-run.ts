/**
 * One demo at a time per folder. The lock names its process; a process that is gone (killed, power lost) left its lock
 * behind, and the next start says so and goes on with the same data.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export class AlreadyRunning extends Error {}

export type Lock = { previousWasKilled: boolean; release(): void };
type Owner = { pid: number; links: string };

/** @throws AlreadyRunning with where the other one answers. */
export function takeLock(folder: string, links: string): Lock {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "running.json");
  const left = readLock(file);
  if (left && isAlive(left.pid))
    throw new AlreadyRunning(
      `The demo is running already (process ${left.pid}): ${left.links}\nStop it there with Ctrl-C, then start again.`,
    );
  if (left) takeAway(file, left);
  // Whole before it has its name: nobody reads half a lock.
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, links } satisfies Owner));
  try {
    linkSync(mine, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw startingNow();
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  return { previousWasKilled: left !== null, release: () => rmSync(file, { force: true }) };
}

/** Between our look and this another start may have put its own lock there: that one is put back. */
function takeAway(file: string, seen: Owner): void {
  const aside = `${file}.${process.pid}.left`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const moved = readLock(aside);
  try {
    if (moved?.pid === seen.pid) return;
    linkSync(aside, file);
    throw startingNow();
  } finally {
    rmSync(aside, { force: true });
  }
}

const startingNow = () => new AlreadyRunning("Another demo is starting this very moment. Wait for it, or stop it with Ctrl-C there.");

function readLock(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Owner;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    // Cut off while it was written: whoever wrote it is gone.
    if (error instanceof SyntaxError) return { pid: -1, links: "" };
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return looksLikeDemo(pid);
}

/** After a reboot the number may belong to another program. Where the system does not tell, we believe the lock. */
function looksLikeDemo(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("demo");
  } catch {
    return process.platform !== "linux";
  }
}
