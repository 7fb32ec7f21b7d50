import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawn, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AlreadyRunning, takeLock } from "./single-run.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "regulars-single-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => path.join(folder, "running.json");
const leave = (pid: number) => writeFileSync(lockFile(), JSON.stringify({ pid, links: "http://127.0.0.1:4000/" }));
/** The number of a process that has just ended. */
const goneProcess = () => spawnSync(process.execPath, ["--version"]).pid;

test("the first demo of a folder has it to itself until it lets go", () => {
  const lock = takeLock(folder, "http://127.0.0.1:4000/");
  expect(lock.previousWasKilled).toBe(false);
  expect(readdirSync(folder)).toEqual(["running.json"]);
  lock.release();
  expect(existsSync(lockFile())).toBe(false);
});

test("a lock of a process that is gone is taken over, and that is told", () => {
  leave(goneProcess());
  expect(takeLock(folder, "x").previousWasKilled).toBe(true);
  expect(readdirSync(folder)).toEqual(["running.json"]);
});

test("a lock cut off while it was written is a killed demo's", () => {
  writeFileSync(lockFile(), '{"pid":12');
  expect(takeLock(folder, "x").previousWasKilled).toBe(true);
});

test("a number that belongs to another program by now is no demo", () => {
  leave(1);
  expect(takeLock(folder, "x").previousWasKilled).toBe(true);
});

test("a second demo is told where the running one answers", async () => {
  const running = spawn(process.execPath, ["-e", "process.stdin.resume()", "demo"], { stdio: ["pipe", "ignore", "ignore"] });
  try {
    await new Promise((resolve) => running.once("spawn", resolve));
    leave(running.pid!);
    expect(() => takeLock(folder, "x")).toThrow(AlreadyRunning);
    expect(() => takeLock(folder, "x")).toThrow(/127\.0\.0\.1:4000/);
    expect(readdirSync(folder)).toEqual(["running.json"]);
  } finally {
    running.kill();
  }
});
