/** Builds web and worker when what they are made of has changed since the last build; a warm start skips it. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "./run-command.ts";

const SOURCES = ["app", "extensions", "public", "vite.config.ts", "package-lock.json", "shopify.app.toml"];

/** @returns whether it built. Throws with the build's own output when it fails, or when `halt` ends it before its time. */
export async function buildIfChanged(root: string, say: (line: string) => void, halt?: AbortSignal): Promise<boolean> {
  const stamp = path.join(root, "build/.made-from");
  const wanted = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  say("Building the app (first start, or its code changed) …");
  const bin = (name: string) => path.join(root, "node_modules/.bin", name);
  await runCommand(bin("remix"), ["vite:build"], root, halt);
  await runCommand(bin("vite"), ["build", "--mode", "processes"], root, halt);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

function fingerprint(root: string): string {
  const hash = createHash("sha256");
  for (const source of SOURCES)
    for (const file of filesIn(path.join(root, source))) hash.update(path.relative(root, file)).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function filesIn(place: string): string[] {
  if (!existsSync(place)) return [];
  if (path.extname(place)) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

if (process.argv[1] === import.meta.filename)
  await buildIfChanged(path.resolve(import.meta.dirname, "../.."), (line) => process.stdout.write(`${line}\n`));
