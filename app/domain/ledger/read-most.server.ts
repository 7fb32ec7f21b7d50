/** The most that ever was somebody's of an order, by its entries in their order: what it brings again up to there had been theirs before. */
import type { Tx } from "~/ports/world";

export type Most = { orderId: string; ambassadorId: string; programId: string; mostMinor: bigint };

/** One row per order, ambassador and programme with any entry on what is earned. Of two ambassadors who became one all is the one's. */
export async function readMost(db: Tx["db"], shopId: string, orderIds: string[]): Promise<Most[]> {
  if (!orderIds.length) return [];
  return db.$queryRaw<Most[]>`
    WITH moved AS (
      SELECT source_id, to_account_id AS account_id, amount_minor AS amount, idempotency_key FROM entry
        WHERE shop_id = ${shopId} AND source_kind = 'order' AND source_id = ANY (${orderIds})
      UNION ALL SELECT source_id, from_account_id, -amount_minor, idempotency_key FROM entry
        WHERE shop_id = ${shopId} AND source_kind = 'order' AND source_id = ANY (${orderIds})),
    change AS (
      SELECT m.source_id AS order_id, coalesce(w.merged_into, a.ambassador_id) AS ambassador_id, a.program_id,
        substring(m.idempotency_key FROM '[0-9]+$')::int AS n, sum(m.amount) AS amount
      FROM moved m JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id AND a.kind = 'earned'
        LEFT JOIN ambassador w ON w.shop_id = a.shop_id AND w.ambassador_id = a.ambassador_id GROUP BY 1, 2, 3, 4),
    standing AS (SELECT *, sum(amount) OVER (PARTITION BY order_id, ambassador_id, program_id ORDER BY n) AS minor FROM change)
    SELECT order_id AS "orderId", ambassador_id::text AS "ambassadorId", program_id::text AS "programId", max(minor)::bigint AS "mostMinor"
    FROM standing GROUP BY order_id, ambassador_id, program_id`;
}
