import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

// A tiny project with the real bootstrap and an npm of our own, which writes down that it was asked and "installs" by hand.
let project: string;
const running: ChildProcess[] = [];
const inProject = (...parts: string[]) => path.join(project, ...parts);
const installs = () => (existsSync(inProject("installs.log")) ? readFileSync(inProject("installs.log"), "utf8").split("\n").length - 1 : 0);

const PINNED = process.version.slice(1);
const NPM = `
import fs from "node:fs";
fs.appendFileSync("installs.log", process.argv.slice(2).join(" ") + "\\n");
fs.rmSync("node_modules", { recursive: true, force: true });
fs.mkdirSync("node_modules/node/bin", { recursive: true });
if (fs.existsSync("npm-hangs")) {
  fs.writeFileSync("npm.pid", String(process.pid));
  console.error("hanging");
  setTimeout(() => process.exit(1), 60_000);
  await new Promise(() => {});
}
if (fs.existsSync("npm-fails")) process.exit(7);
fs.symlinkSync(process.execPath, "node_modules/node/bin/node");
fs.mkdirSync("node_modules/prisma/build", { recursive: true });
fs.writeFileSync("node_modules/prisma/package.json", '{"version":"1"}');
fs.writeFileSync("node_modules/prisma/build/index.js", 'require("fs").mkdirSync("generated/prisma",{recursive:true}); require("fs").appendFileSync("generated.log", "made\\\\n")');
fs.writeFileSync("node_modules/.package-lock.json", fs.readFileSync("package-lock.json"));
`;
const SCRIPT = `
process.on("SIGTERM", () => { console.log("tidied up"); process.exit(5); });
console.log(JSON.stringify({ given: process.argv.slice(2), cwd: process.cwd() }));
if (process.argv[2] === "exit") process.exit(Number(process.argv[3]));
if (process.argv[2] === "stay") setInterval(() => {}, 1000);
`;

beforeEach(() => {
  project = mkdtempSync(path.join(os.tmpdir(), "bootstrap-"));
  for (const folder of ["test", "prisma"]) mkdirSync(inProject(folder));
  cpSync(path.join(import.meta.dirname, "../bootstrap.mjs"), inProject("test/bootstrap.mjs"));
  cpSync(path.join(import.meta.dirname, "app-imports.mjs"), inProject("test/support/app-imports.mjs"));
  writeFileSync(inProject("package.json"), '{"type":"module"}');
  lock("1.0.0");
  writeFileSync(inProject("prisma/schema.prisma"), 'generator client {\n  output = "../generated/prisma"\n}\n');
  writeFileSync(inProject("npm.js"), NPM);
  writeFileSync(inProject("script.mjs"), SCRIPT);
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(project, { recursive: true, force: true });
});

function lock(version: string): void {
  const packages = { "": {}, "node_modules/node": { version: PINNED }, "node_modules/some": { version, optional: true } };
  writeFileSync(inProject("package-lock.json"), JSON.stringify({ packages }));
}

function start(...given: string[]): { child: ChildProcess; said: () => string; ended: Promise<number | null> } {
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, npm_execpath: inProject("npm.js") };
  const child = spawn(process.execPath, [inProject("test/bootstrap.mjs"), ...given], {
    cwd: os.tmpdir(),
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said, ended: once(child, "close").then(([code]) => code as number | null) };
}

async function says(started: ReturnType<typeof start>, text: string): Promise<void> {
  while (!started.said().includes(text)) await Promise.race([once(started.child.stdout!, "data"), once(started.child.stderr!, "data")]);
}

async function run(...given: string[]): Promise<{ code: number | null; said: string }> {
  const started = start(...given);
  return { code: await started.ended, said: started.said() };
}

test("on a fresh clone it installs, makes the client and runs the script in the project's folder with its arguments", async () => {
  const { code, said } = await run("script.mjs", "--orders", "a file");
  expect(code).toBe(0);
  expect(said).toContain(JSON.stringify({ given: ["--orders", "a file"], cwd: project }));
  expect(readFileSync(inProject("installs.log"), "utf8")).toMatch(/^ci /);
  expect(readFileSync(inProject("generated.log"), "utf8")).toBe("made\n");
});

test("a second time nothing is installed or made", async () => {
  await run("script.mjs");
  await run("script.mjs");
  expect(installs()).toBe(1);
  expect(readFileSync(inProject("generated.log"), "utf8")).toBe("made\n");
});

test("a changed lock file is installed, a changed schema only made anew", async () => {
  await run("script.mjs");
  writeFileSync(inProject("prisma/schema.prisma"), 'generator client {\n  output = "../generated/prisma"\n}\nmodel New {}\n');
  await run("script.mjs");
  expect([installs(), readFileSync(inProject("generated.log"), "utf8")]).toEqual([1, "made\nmade\n"]);
  lock("2.0.0");
  await run("script.mjs");
  expect(installs()).toBe(2);
});

test("packages somebody installed from the same lock file are not installed again", async () => {
  await run("script.mjs");
  rmSync(inProject("node_modules/.installed"));
  await run("script.mjs");
  expect(installs()).toBe(1);
});

test("two commands at once on a fresh clone install once, and both run", async () => {
  const both = await Promise.all([run("script.mjs", "one"), run("script.mjs", "two")]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(installs()).toBe(1);
  expect(existsSync(inProject("data/setup.lock"))).toBe(false);
});

test("a failed installation says what to do, runs nothing, and is begun anew next time", async () => {
  writeFileSync(inProject("npm-fails"), "");
  const { code, said } = await run("script.mjs");
  expect(code).toBe(1);
  expect(said).toMatch(/"npm ci" failed \(7\).*registry.*repeat the command/s);
  expect(said).not.toContain("given");
  rmSync(inProject("npm-fails"));
  expect((await run("script.mjs")).code).toBe(0);
  expect(installs()).toBe(2);
});

test("a killed command's installation is waited for while its npm works on, and begun anew once that is gone", async () => {
  writeFileSync(inProject("npm-hangs"), "");
  const first = start("script.mjs");
  await says(first, "hanging");
  const npm = Number(readFileSync(inProject("npm.pid"), "utf8"));
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  rmSync(inProject("npm-hangs"));
  utimesSync(inProject("data/setup.lock"), new Date(0), new Date(0)); // as after fifteen seconds without a heartbeat
  const second = start("script.mjs");
  await says(second, "waiting for it");
  expect(installs()).toBe(1);
  process.kill(npm, "SIGKILL");
  expect(await second.ended).toBe(0);
  expect(installs()).toBe(2);
});

test("the script's exit code is the command's", async () => {
  expect((await run("script.mjs", "exit", "3")).code).toBe(3);
});

test("a signal reaches the script, which may tidy up", async () => {
  const started = start("script.mjs", "stay");
  await says(started, "given");
  started.child.kill("SIGTERM");
  expect(await started.ended).toBe(5);
  expect(started.said()).toContain("tidied up");
});

test("without a script it says what it wants", async () => {
  expect(await run()).toEqual({ code: 1, said: expect.stringContaining("Say which script to run") as unknown });
});
