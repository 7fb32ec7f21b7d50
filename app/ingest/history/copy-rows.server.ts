/**
 * Rows into a temporary table by COPY, the fastest way in; tables under row-level security refuse COPY, so the rows go
 * on from there by INSERT … SELECT.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { CopyText } from "./copy-text";

/** @param columns e.g. {order_id: "text", goods_minor: "bigint"}; the table lives until the transaction ends */
export async function copyRows(sql: ClientBase, table: string, columns: Record<string, string>, rows: CopyText): Promise<void> {
  const shape = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await sql.query(`CREATE TEMPORARY TABLE ${table} (${shape.join(", ")}) ON COMMIT DROP`);
  // In one piece: this process is busy with the next batch, and each piece would wait for its turn.
  if (rows.rows) await pipeline(Readable.from([rows.bytes()]), sql.query(copyFrom(`COPY ${table} FROM STDIN`)));
}
