/** One process of the app (web or worker), as it runs in production but for two preloads: the emulator's redirect, and leaving with its parent. */
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";

export type AppProcess = { name: string; pid: number; ended: Promise<string>; stop(): Promise<void> };

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/**
 * @param isReady asked again and again until true
 * @throws Error with the end of its log when it stops before it is ready
 */
export async function startAppProcess(
  root: string,
  {
    name,
    script,
    args,
    env,
    logFile,
    isReady,
    halt,
  }: {
    name: string;
    script: string;
    args: string[];
    env: Record<string, string>;
    logFile: string;
    isReady: () => Promise<boolean>;
    /** Gives up waiting, and stops it. */
    halt?: AbortSignal;
  },
): Promise<AppProcess> {
  const log = openSync(logFile, "a");
  const preloads = ["test/demo/leave-with-parent.mjs", "test/emulator/redirect.mjs"].flatMap((file) => [
    "--import",
    // As an address: a folder's name may hold what an address would read otherwise.
    pathToFileURL(path.join(root, file)).href,
  ]);
  const child = spawn(process.execPath, [...preloads, script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["pipe", log, log],
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => child.on("exit", (code, signal) => resolve(signal ?? `code ${code}`)));
  let end: string | null = null;
  void ended.then((how) => (end = how));
  for (const until = performance.now() + READY_WITHIN_MS; performance.now() < until; await pause(100)) {
    if (end !== null) throw new Error(`The ${name} process stopped (${end}). The end of its log:\n${tail(logFile)}`);
    if (halt?.aborted) break;
    if (await isReady()) return { name, pid: child.pid!, ended, stop: () => stop(child, ended) };
  }
  await stop(child, ended);
  halt?.throwIfAborted();
  throw new Error(`The ${name} process did not get ready within ${READY_WITHIN_MS / 1000} s. The end of its log:\n${tail(logFile)}`);
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

const tail = (file: string): string => readFileSync(file, "utf8").slice(-3_000);
