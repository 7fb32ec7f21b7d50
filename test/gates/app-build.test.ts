/**
 * `shopify app build`, as before a deploy, on a copy of what it reads: no login, no network, nothing written into the tree. It
 * validates the tomls, bundles the extensions and runs theme-check. What came out is weighed and run the way Shopify runs it:
 * in a place that has no `process`.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const BUILT_WITHIN_MS = 110_000;
/** Shopify's limits are 128 kB for a full page and 64 kB for the rest, compressed; ours tell us when one grows. */
const MOST_BYTES = { "regulars-account-page": 15_000, "regulars-order-blocks": 11_000 } as const;

const folder = mkdtempSync(path.join(tmpdir(), "app-build-"));
afterAll(() => rmSync(folder, { recursive: true }));
let built: { code: number; said: string };

beforeAll(async () => {
  for (const part of ["extensions", "shopify.app.toml", "package.json", "tsconfig.json", "app/account"])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  // Else it looks for how to install packages.
  cpSync(path.join(root, "package-lock.json"), path.join(folder, "package-lock.json"));
  built = await build(folder);
}, 120_000);

/** Its own settings lie in the home folder, so it gets one. */
function build(where: string): Promise<{ code: number; said: string }> {
  const home = path.join(folder, "home");
  mkdirSync(home, { recursive: true });
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    CI: "1",
    NO_COLOR: "1",
    SHOPIFY_CLI_NO_ANALYTICS: "1",
  };
  const command = [
    path.join(root, "node_modules/@shopify/cli/bin/run.js"),
    "app",
    "build",
    "--path",
    where,
    "--skip-dependencies-installation",
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: where, env, timeout: BUILT_WITHIN_MS }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, said: stdout + stderr }),
    );
  });
}

const bundle = (name: string): string => readFileSync(path.join(folder, "extensions", name, "dist", `${name}.js`), "utf8");

test("it builds everything, and complains about nothing", () => {
  expect(built.code, built.said).toBe(0);
  expect(built.said).toContain("regulars built!");
  for (const name of ["regulars-account-page", "regulars-order-blocks"]) expect(built.said).toContain(`${name} successfully built`);
  expect(built.said).toContain("Running theme check");
  expect(built.said).not.toMatch(/\b(warning|error|offen[cs]e|deprecated)/i);
});

test("it would complain about a part that is not there", async () => {
  const broken = path.join(folder, "broken");
  for (const part of ["shopify.app.toml", "package.json", "package-lock.json", "tsconfig.json", "app", "extensions"])
    cpSync(path.join(folder, part), path.join(broken, part), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(broken, "node_modules"));
  const page = path.join(broken, "extensions/regulars-account-page/src/page.tsx");
  writeFileSync(page, readFileSync(page, "utf8").replace("./rewards-page.tsx", "./no-such-page.tsx"));
  const { code, said } = await build(broken);
  expect(code).not.toBe(0);
  expect(said).toContain("no-such-page");
}, 120_000);

test.each(Object.entries(MOST_BYTES))("%s weighs at most %i bytes, compressed", (name, most) => {
  expect(gzipSync(bundle(name), { level: 9 }).byteLength).toBeLessThanOrEqual(most);
});

/** JSX compiled for React draws nothing where Preact looks for it: a file that no tsconfig of the extension's covers was, once. */
test.each(Object.keys(MOST_BYTES))("%s holds one Preact, no React, and nothing else of anybody's", (name) => {
  const { inputs } = JSON.parse(readFileSync(path.join(folder, "extensions", name, "dist", `${name}.metafile.json`), "utf8")) as {
    inputs: object;
  };
  const packages = Object.keys(inputs).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  expect([...new Set(packages)].sort()).toEqual(["@preact/signals", "@preact/signals-core", "@shopify/ui-extensions", "preact"]);
});

test.each([
  ["regulars-account-page", "customer-account.page.render", "https://regulars.example.com/account/rewards"],
  [
    "regulars-order-blocks",
    "purchase.thank-you.block.render",
    "https://regulars.example.com/account/standing?order=gid%3A%2F%2Fshopify%2FOrder%2F7",
  ],
  [
    "regulars-order-blocks",
    "customer-account.order-status.block.render",
    "https://regulars.example.com/account/standing?order=gid%3A%2F%2Fshopify%2FOrder%2F7",
  ],
])("%s, bundled, asks the app from %s with Shopify's token, where there is no process", async (name, target, address) => {
  const { window } = new JSDOM("<body></body>");
  const renderers: Record<string, () => Promise<void>> = {};
  const order = { id: "gid://shopify/Order/7" };
  let tell = (_asked: { address: string; headers: unknown }): void => {};
  const asked = new Promise<{ address: string; headers: unknown }>((resolve) => (tell = resolve));
  const place = createContext({
    ...{ document: window.document, URL, URLSearchParams, AbortSignal, setTimeout, clearTimeout },
    requestAnimationFrame: (work: () => void) => setTimeout(work, 0),
    cancelAnimationFrame: clearTimeout,
    shopify: {
      extend: (where: string, render: () => Promise<void>) => (renderers[where] = render),
      sessionToken: { get: async () => "a-token" },
      localization: { language: { value: { isoCode: "en" } } },
      i18n: { translate: (key: string) => key },
      extension: {},
      orderConfirmation: { value: { order } },
      order: { value: order },
    },
    fetch: async (url: URL, { headers }: RequestInit) => {
      tell({ address: String(url), headers });
      return new Response("{}");
    },
  });
  runInContext(bundle(name), place);
  await renderers[target]();
  expect(await asked).toEqual({ address, headers: { authorization: "Bearer a-token", "accept-language": "en" } });
});
