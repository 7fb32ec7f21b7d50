/**
 * `npm test`: everything that must hold before a change is done, in steps with their times. Steps that do not need one
 * another run two at a time; the tests have the machine to themselves. The last line counts tests, and each other step
 * that failed as one, so that it never says "0 failed" when something is wrong.
 * `npm test -- ledger` runs only the tests whose path contains "ledger" (all of vitest's arguments work).
 */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { SHORT_LIVES } from "./simulate/short-lives.ts";
import { findOrInstallChromium } from "./support/chromium.ts";

type Outcome = { name: string; passed: number; failed: number; notes: string[] };
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; assertionResults: unknown[] }[];
};

const root = path.resolve(import.meta.dirname, "..");
const reports = path.join(root, "data/test-reports");
const STEP_WITHIN_MS = 35 * 60_000;
const running = new Set<ChildProcess>();

const given = process.argv.slice(2);
const filters = given.filter((argument) => !argument.startsWith("-"));
const browserFiles = globSync("test/browser/**/*.test.ts", { cwd: root });
const wantsBrowser = browserFiles.some((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));

async function main(): Promise<number> {
  mkdirSync(reports, { recursive: true });
  const outcomes: Outcome[] = [];
  if (given.length === 0)
    outcomes.push(...(await twoAtATime([script("lint"), script("types"), script("format:check"), script("db:diff"), build])));
  else if (wantsBrowser) outcomes.push(await build());
  outcomes.push(await tests("node"));
  if (given.length === 0) outcomes.push(await lives());
  if (wantsBrowser) outcomes.push(await browserTests());

  const sum = (count: "passed" | "failed") => outcomes.reduce((total, outcome) => total + outcome[count], 0);
  const broken = outcomes.filter((outcome) => outcome.failed > 0);
  for (const { name, notes } of broken) say(`✗ ${name}${notes.map((note) => `\n    ${note}`).join("")}`);
  const ranNothing = given.length > 0 && sum("passed") + sum("failed") === 0;
  if (ranNothing) say(`✗ no test matches ${given.join(" ")}`);
  say(`${sum("passed")} passed, ${sum("failed")} failed`);
  return broken.length > 0 || ranNothing ? 1 : 0;
}

/** A script of package.json; what it prints is shown when it fails. */
const script = (name: string): (() => Promise<Outcome>) => step(name, ["--run", name]);
/** As the browser tests and the demo do it: only when what it is made of has changed. */
const build = step("build", [path.join(root, "test/demo/build.ts")]);

function step(name: string, command: string[]): () => Promise<Outcome> {
  return async () => {
    const { ok, said } = await run(name, command, "kept");
    if (!ok) say(`──── ${name} ────\n${said.trimEnd()}\n────`);
    return { name, passed: 0, failed: ok ? 0 : 1, notes: ok ? [] : ["see its output above"] };
  };
}

/** Longer ones are lived by hand. */
const { from, to, events } = SHORT_LIVES;
const lives = step("simulated lives", ["--run", "simulate", "--", "--seeds", `${from}..${to}`, "--events", String(events)]);

async function browserTests(): Promise<Outcome> {
  try {
    process.env.CHROMIUM_PATH = findOrInstallChromium();
  } catch (error) {
    return { name: "browser tests", passed: 0, failed: 1, notes: [(error as Error).message] };
  }
  return tests("browser");
}

/** One of vitest's projects; its output goes straight to the terminal. */
async function tests(project: "node" | "browser"): Promise<Outcome> {
  const name = `${project} tests`;
  const file = path.join(reports, `${project}.json`);
  rmSync(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const vitest = [path.join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", project, "--passWithNoTests", ...reporters];
  const { ok } = await run(name, [...vitest, ...given], "shown");
  const outcome: Outcome = { name, passed: 0, failed: 0, notes: [] };
  if (existsSync(file)) count(JSON.parse(readFileSync(file, "utf8")) as VitestReport, outcome);
  if (!ok && outcome.failed === 0) {
    outcome.failed = 1;
    outcome.notes.push("vitest ended with an error outside of any test, see its output above");
  }
  return outcome;
}

function count(report: VitestReport, outcome: Outcome): void {
  outcome.passed = report.numPassedTests;
  outcome.failed = report.numFailedTests;
  for (const { name, status, assertionResults } of report.testResults) {
    const relative = path.relative(root, name);
    if (status !== "failed") continue;
    if (assertionResults.length === 0) outcome.failed += 1;
    outcome.notes.push(relative);
  }
  const notRun = report.numPendingTests + report.numTodoTests;
  if (notRun > 0 && given.length === 0) {
    outcome.failed += notRun;
    outcome.notes.push(`${notRun} tests were skipped: every test runs, or is deleted`);
  }
}

async function twoAtATime<T>(work: (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const waiting = [...work.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await next[1]();
  };
  await Promise.all([lane(), lane()]);
  return results;
}

async function run(name: string, command: string[], output: "kept" | "shown"): Promise<{ ok: boolean; said: string }> {
  const began = performance.now();
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: output === "shown" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
    timeout: STEP_WITHIN_MS,
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ok = await new Promise<boolean>((resolve) => {
    child.once("error", (error) => {
      said += String(error);
      resolve(false);
    });
    child.once("close", (code, signal) => {
      if (signal) said += `\nended by ${signal}, at most ${STEP_WITHIN_MS / 60_000} minutes are allowed`;
      resolve(code === 0);
    });
  });
  running.delete(child);
  say(`${ok ? "✓" : "✗"} ${name}  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return { ok, said };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exitCode = signal === "SIGINT" ? 130 : 143;
  });

const code = await main();
process.exitCode ??= code;
