/** Lines that could not be read: all are counted, the first few are kept with their reason for the owner to see. */
import type { ClientBase } from "pg";
import type { Refusal } from "./orders-batch";

const KEPT = 20;

export async function noteRefused(sql: ClientBase, importId: string, refusals: Refusal[]): Promise<void> {
  if (!refusals.length) return;
  await sql.query(
    `UPDATE import SET refused = refused + $2,
       refused_reasons = (SELECT coalesce(jsonb_agg(r), '[]') FROM (SELECT r FROM jsonb_array_elements(refused_reasons || $3::jsonb) WITH ORDINALITY AS t (r, n) ORDER BY n LIMIT ${KEPT}) AS first)
     WHERE shop_id = current_shop() AND import_id = $1`,
    [importId, refusals.length, JSON.stringify(refusals.slice(0, KEPT))],
  );
}
