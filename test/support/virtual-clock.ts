/**
 * Time inside the database, for tests, emulator and demo: the queue asks PostgreSQL for now(), so moving the app's clock
 * alone would leave it behind. Production has neither the schema nor the search path that make this work.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";

export const virtualClockSql = readFileSync(path.join(import.meta.dirname, "virtual-clock.sql"), "utf8");

/** The same address, for connections on which now() is the virtual one. */
export function onVirtualTime(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", "-c search_path=virtual,pg_catalog,public");
  return url.href.replaceAll("+", "%20"); // libpq reads a plus sign as itself
}

/** Adds the virtual clock to a prepared database; `superuser` is connected to it. Changes nothing where it is already. */
export async function installVirtualClock(superuser: pg.ClientBase): Promise<void> {
  await superuser.query(virtualClockSql);
}

/** Stands still at a moment, or runs with the real clock that many milliseconds ahead of (or behind) it. */
export async function setVirtualClock(superuser: pg.ClientBase, time: { at: Date } | { shiftMs: number }): Promise<void> {
  if ("at" in time) await superuser.query("UPDATE virtual.clock SET fixed_at = $1", [time.at]);
  else await superuser.query("UPDATE virtual.clock SET fixed_at = NULL, shift = $1 * interval '1 millisecond'", [time.shiftMs]);
}
