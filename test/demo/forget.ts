/** `--reset`: the demo's store and data go, wherever they live; its secrets stay, nothing depends on their being new. */
import { rmSync } from "node:fs";
import path from "node:path";
import { clusterFolder } from "../../prisma/embedded-account.ts";
import { findEmbeddedServer } from "../../prisma/embedded-server.ts";

const MADE_HERE = ["store.json", "store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "files", "clock-shift", "web.log", "worker.log"];

/** A server that a killed demo left running is stopped first: it must not be running while its folder goes. */
export async function forgetEverything(folder: string): Promise<void> {
  const database = path.join(folder, "postgres");
  const running = await findEmbeddedServer(database);
  await running?.stop();
  // The store's note first: killed half-way, the next start must not take the rest for a whole store.
  for (const name of MADE_HERE) rmSync(path.join(folder, name), { recursive: true, force: true });
  // Where root may not let PostgreSQL into the demo's own folder, the data lives elsewhere.
  for (const place of [database, clusterFolder(database)]) rmSync(place, { recursive: true, force: true });
}
