/**
 * `npm run bench -- lighthouse`: what our theme extension costs a store's own pages, by the tool and the pages that Shopify measures
 * with: the emulator's home, product and collection page, with the extension and without, in pairs whose order alternates; on home
 * the rewards block and the bar, on the others the bar, since the block may not stand there. Nobody is signed in and no friend's
 * visit is fresh, as when Shopify measures. Other apps are there too: our themes by themselves score 100 and would hide a loss.
 * Weights are of the files the page asks for. Nothing leaves the machine.
 */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { textTable } from "~/mine/text-table";
import { startEmulator, type Emulator } from "../emulator/index.ts";
import { fillStore } from "../emulator/stores/index.ts";
import { turnAppEmbeds } from "../emulator/storefront/app-blocks.ts";
import { chromiumFlags, findOrInstallChromium } from "../support/chromium.ts";
import { spreadOf, told, type Spread } from "./statistics.ts";

export const PARTS = ["home", "product", "collection"] as const;
export type Part = (typeof PARTS)[number];

/** How Shopify weighs the three (shopify.dev, "Built for Shopify": storefront performance). */
const WEIGHTS: Record<Part, number> = { home: 0.17, product: 0.4, collection: 0.43 };
const PAIRS = 9;
const QUICK_PAIRS = 2;
const RUN_WITHIN_MS = 90_000;
/** Issue 5; Shopify suggests 10 kB and 100 kB. */
const MOST_GZ = { js: 4_096, css: 6_144 };

type Files = { js: number; css: number };
type Measured = {
  page: Part;
  /** Scores of 0 to 100, first without, then with the extension; a pair each. */
  pairs: [number, number][];
  without: Spread;
  with: Spread;
  drop: Spread;
  /** Bytes, gzipped, of what the extension adds to the page. */
  adds: Files;
};
export type LighthouseBench = {
  pages: Measured[];
  /** Of the median drops, by Shopify's weights; null unless all three were measured. */
  weightedDrop: number | null;
  pairs: number;
  load: { before: number[]; after: number[] };
  problems: string[];
};

type Work = { quick: boolean; parts: readonly Part[]; say: (line: string) => void };

export async function benchLighthouse({ quick, parts, say }: Work): Promise<LighthouseBench> {
  const load = { before: os.loadavg(), after: [] as number[] };
  const pairs = quick ? QUICK_PAIRS : PAIRS;
  const problems: string[] = [];
  const emulator = await startEmulator({ config: { extensionFolder: path.resolve(import.meta.dirname, "../../extensions") } });
  const pages: Measured[] = [];
  try {
    await fillStore(emulator, { kind: "simulated", seed: "1", buyers: 20 });
    emulator.config.storefront.otherApps = true;
    for (const page of PARTS.filter((part) => parts.includes(part))) {
      const measured = await measure(emulator, page, pairs);
      const { drop, adds } = measured;
      say(`${page}: a median of ${told(drop)} points lost in ${pairs} pairs`);
      for (const kind of ["js", "css"] as const)
        if (adds[kind] > MOST_GZ[kind]) problems.push(`${page}: ${adds[kind]} bytes of ${kind}, more than ${MOST_GZ[kind]}`);
      if (adds.js === 0) problems.push(`${page}: the extension was not there, nothing was compared`);
      pages.push(measured);
    }
  } finally {
    await emulator.close();
  }
  load.after = os.loadavg();
  const weightedDrop = pages.length === PARTS.length ? pages.reduce((sum, { page, drop }) => sum + WEIGHTS[page] * drop.median, 0) : null;
  return { pages, weightedDrop, pairs, load, problems };
}

async function measure(emulator: Emulator, page: Part, count: number): Promise<Measured> {
  const url = addressOf(emulator, page);
  place(emulator, true);
  const adds = await addedFiles(url);
  // The first run finds files cold; it is not told.
  await scoreOf(url);
  const pairs: [number, number][] = [];
  for (let n = 0; n < count; n++) {
    const scores = { without: 0, with: 0 };
    for (const half of n % 2 ? (["with", "without"] as const) : (["without", "with"] as const)) {
      place(emulator, half === "with");
      scores[half] = await scoreOf(url);
    }
    pairs.push([scores.without, scores.with]);
  }
  return {
    ...{ page, pairs, adds },
    without: spreadOf(pairs.map(([without]) => without)),
    with: spreadOf(pairs.map(([, withIt]) => withIt)),
    drop: spreadOf(pairs.map(([without, withIt]) => without - withIt)),
  };
}

/** As a merchant would in the theme editor. */
function place(emulator: Emulator, on: boolean): void {
  turnAppEmbeds(emulator, on ? ["waiting"] : []);
  emulator.config.storefront.blocksOn = on ? ["index"] : [];
}

function addressOf({ books, config }: Emulator, page: Part): string {
  const product = [...books.product.values()].find(({ status, giftCard }) => status === "ACTIVE" && !giftCard)!;
  const [collection] = [...books.collection.values()];
  const where = { home: "/", product: `/products/${product.handle}`, collection: `/collections/${collection?.handle ?? "all"}` };
  return new URL(where[page], config.origin).href;
}

/** What the page asks of the extension, and its scripts of nothing more. */
async function addedFiles(url: string): Promise<Files> {
  const html = await (await fetch(url)).text();
  const added: Files = { js: 0, css: 0 };
  for (const [, address, kind] of html.matchAll(/(?:src|href)="(\/extensions\/[^"]+\.(js|css))"/g)) {
    const file = await fetch(new URL(address, url));
    if (!file.ok) throw new Error(`${address} answered ${file.status}`);
    added[kind as keyof Files] += gzipSync(Buffer.from(await file.arrayBuffer()), { level: 9 }).length;
  }
  return added;
}

const run = promisify(execFile);

/** Lighthouse's own defaults: a phone, its network and processor simulated; no name but the loopback's leads anywhere. */
async function scoreOf(url: string): Promise<number> {
  const program = path.join(path.dirname(createRequire(import.meta.url).resolve("lighthouse/package.json")), "cli/index.js");
  // As one line for a shell: Lighthouse takes it apart again.
  const flags = [...chromiumFlags, '--host-resolver-rules="MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"'].join(" ");
  const { stdout } = await run(
    process.execPath,
    [
      ...[program, url, "--quiet", "--output=json", "--output-path=stdout", "--only-categories=performance"],
      ...["--no-enable-error-reporting", `--chrome-flags=${flags}`],
    ],
    {
      env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: os.tmpdir(), CHROME_PATH: findOrInstallChromium(), CI: "1" },
      timeout: RUN_WITHIN_MS,
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const { categories, runtimeError } = JSON.parse(stdout) as {
    categories: { performance: { score: number | null } };
    runtimeError?: { message: string };
  };
  const { score } = categories.performance;
  if (runtimeError || score === null) throw new Error(`Lighthouse could not measure ${url}: ${runtimeError?.message ?? "no score"}`);
  return score * 100;
}

export function tables({ pages, weightedDrop, pairs, load, problems }: LighthouseBench): string {
  const rows = pages.map(({ page, without, with: withIt, drop, adds }) => [
    page,
    ...[without, withIt, drop].map((spread) => told(spread, 0)),
    ...[adds.js, adds.css].map((bytes) => (bytes / 1024).toFixed(2)),
  ]);
  return [
    `Lighthouse's performance score of ${pairs} pairs of runs, the median (least–most); weights of what the extension adds, in kB gzipped:`,
    ...textTable(["", "without", "with", "points lost", "JS", "CSS"], rows),
    ...(weightedDrop === null
      ? []
      : [`\nBy Shopify's weights of the three pages: ${weightedDrop.toFixed(1)} points lost. Shopify allows 10.`]),
    `\nThe machine's load was ${load.before[0].toFixed(1)} before and ${load.after[0].toFixed(1)} after.`,
    ...problems.map((problem) => `NOT AS IT MUST BE: ${problem}`),
  ].join("\n");
}
