/**
 * Which Chromium the browser tests drive: the one named by CHROMIUM_PATH, else the system's, else the one that
 * playwright-core has installed or can install.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";

const INSTALL_WITHIN_MS = 10 * 60_000;
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ELSEWHERE = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Flags for a Chromium without a screen that talks to nobody but the page; `--no-sandbox` lets root (containers) run it. */
export const chromiumFlags = [
  ..."--headless --no-sandbox --disable-gpu --disable-quic --no-first-run".split(" "),
  ..."--disable-background-networking --disable-component-update --disable-sync".split(" "),
];

/** An executable's path, or null where there is none. Throws when CHROMIUM_PATH names something that cannot be run. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (isRunnable(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which is no program that can be run. Unset it, or name a Chromium.`);
  }
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin", "/usr/local/bin", "/snap/bin"].filter(Boolean);
  const inPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...inPath, ...ELSEWHERE, chromium.executablePath()].find(isRunnable) ?? null;
}

/** The same, installing one by playwright-core where there is none. Throws with what to do when that fails too. */
export function findOrInstallChromium(): string {
  const found = findChromium();
  if (found) return found;
  const program = path.join(path.dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "cli.js");
  const installed = spawnSync(process.execPath, [program, "install", "chromium"], { encoding: "utf8", timeout: INSTALL_WITHIN_MS });
  const now = findChromium();
  if (now) return now;
  throw new Error(
    "The browser tests need Chromium, and there is none. Install one (Debian, Ubuntu: apt-get install chromium), or set CHROMIUM_PATH " +
      `to one. playwright-core could not install its own:\n${installed.stdout ?? ""}${installed.stderr ?? ""}${installed.error ?? ""}`.trim(),
  );
}

function isRunnable(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // there, but not for us: the search goes on
  }
}
