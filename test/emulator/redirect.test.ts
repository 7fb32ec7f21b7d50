import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

// Each rule runs in a process of its own: the preload is made for whole processes, and this one may already have it.
const PRELOAD = fileURLToPath(new URL("./redirect.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "redirect-"));
let emulator: Server;
let origin: string;

beforeAll(async () => {
  emulator = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end(
      JSON.stringify({
        method: request.method,
        path: request.url,
        host: request.headers["x-forwarded-host"] ?? null,
        proto: request.headers["x-forwarded-proto"] ?? null,
        kind: request.headers["content-type"] ?? null,
        body: Buffer.concat(chunks).toString(),
      }),
    );
  });
  await new Promise<void>((resolve) => emulator.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
});
afterAll(() => {
  emulator.close();
  rmSync(folder, { recursive: true });
});

/** What `code` prints as JSON when run after the preload. */
async function run(code: string, env: Record<string, string> = {}): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", PRELOAD, "--input-type=module", "-e", code], {
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", SHOPIFY_EMULATOR_URL: origin, ...env },
    timeout: 20_000,
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
  });
  return JSON.parse(stdout);
}

test("a call to a shop goes to the emulator and says which shop it was for", async () => {
  const answer = await run(
    `const r = await fetch("https://Small-Store.myshopify.com/admin/api?a=1", { method: "POST", body: "{}", headers: { "content-type": "application/json" } }); console.log(await r.text())`,
  );
  expect(answer).toEqual({
    method: "POST",
    path: "/admin/api?a=1",
    host: "small-store.myshopify.com",
    proto: "https",
    kind: "application/json",
    body: "{}",
  });
});

test("a Request keeps its method, headers and body", async () => {
  const answer = await run(
    `const r = await fetch(new Request("https://small-store.myshopify.com/x", { method: "PUT", body: "tea", headers: { "content-type": "text/tea" } })); console.log(await r.text())`,
  );
  expect(answer).toMatchObject({ method: "PUT", kind: "text/tea", body: "tea", host: "small-store.myshopify.com" });
});

test("other hosts are left alone, also those that only look like a shop", async () => {
  const answer = await run(`const asked = []; globalThis.fetch = async (url) => { asked.push(String(url)); };
    for (const url of ["${origin}/x", "https://myshopify.com.evil.example/", "https://a.b.myshopify.com.example/"]) await fetch(url); console.log(JSON.stringify(asked))`);
  expect(answer).toEqual([`${origin}/x`, "https://myshopify.com.evil.example/", "https://a.b.myshopify.com.example/"]);
});

test("a fetch that Remix installs later is redirected too", async () => {
  const answer = await run(`import { installGlobals } from "@remix-run/node"; installGlobals({ nativeFetch: false });
    const r = await fetch(new Request("https://small-store.myshopify.com/x", { method: "POST", body: "tea" })); console.log(await r.text())`);
  expect(answer).toMatchObject({ method: "POST", path: "/x", host: "small-store.myshopify.com", body: "tea" });
});

test("without an emulator's address a call to a shop is stopped, not sent to the real Shopify", async () => {
  const answer = await run(
    `console.log(JSON.stringify(await fetch("https://small-store.myshopify.com/x").catch((error) => error.message)))`,
    { SHOPIFY_EMULATOR_URL: "" },
  );
  expect(answer).toContain("SHOPIFY_EMULATOR_URL");
});

test("Date follows the clock file while the process runs", async () => {
  const file = join(folder, "moves");
  const answer = (await run(
    `import { writeFileSync } from "node:fs";
     const real = () => performance.timeOrigin + performance.now();
     const shift = () => Math.round((Date.now() - real()) / 1000);
     const until = (wanted) => { const end = performance.now() + 5000; while (shift() !== wanted && performance.now() < end); return shift(); };
     const before = shift();
     writeFileSync(${JSON.stringify(file)}, "86400000");
     const after = until(86400);
     writeFileSync(${JSON.stringify(file)}, "172800000");
     console.log(JSON.stringify([before, after, until(172800), Math.round((new Date().getTime() - real()) / 1000)]))`,
    { EMULATOR_CLOCK_FILE: file },
  )) as number[];
  expect(answer).toEqual([0, 86400, 172800, 172800]);
});

test("a shifted Date is still a Date in every other way", async () => {
  const file = join(folder, "whole");
  writeFileSync(file, "3600000");
  const answer = await run(
    `import { statSync } from "node:fs"; class Later extends Date { hour() { return this.getUTCHours(); } }
     const given = new Date("2026-01-02T03:04:05Z");
     console.log(JSON.stringify([given.toISOString(), new Date(2026, 0, 1).getFullYear(), Date.UTC(2026, 0, 1), Date.parse("2026-01-01"), given instanceof Date,
       statSync(".").mtime instanceof Date, typeof Date(), new Later(0).hour(), new Later(0) instanceof Later, new given.constructor(0).getTime(), Object.prototype.toString.call(given)]))`,
    { EMULATOR_CLOCK_FILE: file },
  );
  expect(answer).toEqual([
    "2026-01-02T03:04:05.000Z",
    2026,
    Date.UTC(2026, 0, 1),
    Date.parse("2026-01-01"),
    true,
    true,
    "string",
    0,
    true,
    0,
    "[object Date]",
  ]);
});

test("a clock file that holds no number is an error that names the file", async () => {
  const file = join(folder, "broken");
  writeFileSync(file, "tomorrow");
  await expect(run(`console.log(Date.now())`, { EMULATOR_CLOCK_FILE: file })).rejects.toThrow(/must hold a number of milliseconds/);
});
