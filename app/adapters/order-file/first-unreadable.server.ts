/** Where to look when some lines could not be read: the first few of them, by line number. Only the file's beginning is searched. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { OpenHistory } from "./history-in-duckdb.server";

export type Unreadable = { line: number; why: string };

const NAMED = 3;
const SEARCHED_LINES = 200_000;

/** Lines that are no JSON object; what is one and still could not be read lacks a moment or an amount. */
export async function firstUnreadableJson(file: string): Promise<Unreadable[]> {
  const found: Unreadable[] = [];
  const bytes = createReadStream(file);
  const lines = createInterface({ input: file.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes, crlfDelay: Infinity });
  let line = 0;
  try {
    for await (const text of lines) {
      line += 1;
      const why = whyUnreadable(text);
      if (why) found.push({ line, why });
      if (found.length >= NAMED || line >= SEARCHED_LINES) break;
    }
  } finally {
    lines.close();
    bytes.destroy();
  }
  return found;
}

function whyUnreadable(text: string): string | null {
  if (text.trim() === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? null : "is no order";
  } catch {
    return "is no JSON, or cut off";
  }
}

/** What DuckDB set aside while it read a CSV. */
export async function firstUnreadableCsv(history: OpenHistory): Promise<Unreadable[]> {
  const rows = await history.rows(`SELECT line, any_value(error_message) FROM reject_errors GROUP BY line ORDER BY line LIMIT ${NAMED}`);
  return rows.map(([line, message]) => ({ line: Number(line), why: String(message).split("\n")[0] }));
}
