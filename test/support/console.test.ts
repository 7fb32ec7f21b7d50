import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

// A run of its own inside this one: only so can a test be seen to fail. Its folder lies in the project, to find vitest.
const root = path.resolve(import.meta.dirname, "../..");
mkdirSync(path.join(root, "data"), { recursive: true });
const folder = mkdtempSync(path.join(root, "data/console-"));
const results = new Map<string, { status: string; why: string }>();

beforeAll(async () => {
  const support = JSON.stringify(path.join(import.meta.dirname, "console.ts"));
  writeFileSync(path.join(folder, "setup.ts"), `import { watchConsole } from ${support};\nwatchConsole();\n`);
  writeFileSync(path.join(folder, "vitest.config.ts"), `export default { test: { include: ["*.check.ts"], setupFiles: ["setup.ts"] } };\n`);
  writeFileSync(
    path.join(folder, "rules.check.ts"),
    `import { test } from "vitest";
     import { expectConsole } from ${support};
     test("warns", () => console.warn("careful: %s", "hot"));
     test("quiet", () => console.log("fine"));
     test("announced", () => { expectConsole(/^careful: hot$/); console.error("careful: hot"); });
     test("announced another", () => { expectConsole(/cold/); console.error("careful: hot"); });
     test("never came", () => expectConsole(/hot/));
     test("announced before only", () => console.error("careful: hot"));`,
  );
  const report = path.join(folder, "report.json");
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const run = promisify(execFile)(process.execPath, [vitest, "run", "--root", folder, "--reporter=json", `--outputFile=${report}`]);
  await run.catch(() => undefined); // it fails, as it must: the report says how
  type Report = { testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[] };
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  for (const { title, status, failureMessages } of testResults.flatMap(({ assertionResults }) => assertionResults))
    results.set(title, { status, why: failureMessages.join() });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a warning nobody expected fails the test and is quoted", () => {
  expect(results.get("warns")).toEqual({ status: "failed", why: expect.stringContaining("console.warn: careful: hot") as unknown });
});

test("ordinary output and announced errors pass", () => {
  expect(results.get("quiet")?.status).toBe("passed");
  expect(results.get("announced")?.status).toBe("passed");
});

test("announcing one line excuses no other, nor another test's", () => {
  expect(results.get("announced another")?.status).toBe("failed");
  expect(results.get("announced before only")?.status).toBe("failed");
});

test("a line announced that never comes fails the test", () => {
  expect(results.get("never came")).toEqual({ status: "failed", why: expect.stringContaining("saw nothing that matches") as unknown });
});
