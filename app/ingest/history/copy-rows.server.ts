/**
 * Rows into a temporary table by COPY, the fastest way in; tables under row-level security refuse COPY, so the rows go
 * on from there by INSERT … SELECT.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";

export type Cell = string | number | bigint | boolean | Date | null | readonly string[];

const CHUNK_ROWS = 2_000;

/** @param columns e.g. {order_id: "text", goods_minor: "bigint"}; the table lives until the transaction ends */
export async function copyRows(sql: ClientBase, table: string, columns: Record<string, string>, rows: Cell[][]): Promise<void> {
  const shape = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await sql.query(`CREATE TEMPORARY TABLE ${table} (${shape.join(", ")}) ON COMMIT DROP`);
  if (rows.length) await pipeline(Readable.from(chunks(rows)), sql.query(copyFrom(`COPY ${table} FROM STDIN`)));
  await sql.query(`ANALYZE ${table}`);
}

function* chunks(rows: Cell[][]): Generator<string> {
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    let text = "";
    for (const row of rows.slice(from, from + CHUNK_ROWS)) text += `${row.map(cell).join("\t")}\n`;
    yield text;
  }
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** PostgreSQL's text format: \N is null, backslash escapes; a NUL byte has no place in text and is left out. */
function cell(value: Cell): string {
  if (value === null) return "\\N";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return escape(`{${value.map((item) => `"${item.replace(/["\\]/g, "\\$&")}"`).join(",")}}`);
  return typeof value === "string" ? escape(value) : String(value);
}

const escape = (text: string): string => text.replace(/\0/g, "").replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]);
