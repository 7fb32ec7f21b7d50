/** Prisma's command line: where schema and migrations are, and that it works through `pg`, with no engine to download. */
import path from "node:path";
import { setTimeout as setTimer } from "node:timers";
import { defineConfig } from "prisma/config";
import { cliAdapter } from "./cli-adapter.ts";

// Prisma's engine lets the ten-second limit on its lock run on after it has the lock, and every migration would end with
// that wait. A connection is open while the lock is awaited, so the limit itself still works.
const LOCK_LIMIT_MS = 10_000;
globalThis.setTimeout = ((run: () => void, ms?: number, ...rest: unknown[]) => {
  const timer = setTimer(run, ms, ...rest) as unknown as NodeJS.Timeout;
  return ms === LOCK_LIMIT_MS ? timer.unref() : timer;
}) as typeof globalThis.setTimeout;

export default defineConfig({
  experimental: { adapter: true },
  engine: "js",
  schema: path.join(import.meta.dirname, "schema.prisma"),
  migrations: { path: path.join(import.meta.dirname, "migrations") },
  adapter: async () => {
    const url = process.env.DATABASE_OWNER_URL;
    if (!url) throw new Error("Set DATABASE_OWNER_URL to the database this Prisma command should work on.");
    return cliAdapter(url);
  },
});
