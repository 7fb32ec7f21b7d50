/**
 * What orders have moved so far, by the entries alone: how much of each order lies with whom as pending and as earned.
 * A credit's row says what should be; only this says what is.
 */
import type { Tx } from "~/ports/world";

export type Posted = {
  orderId: string;
  ambassadorId: string;
  programId: string;
  pendingMinor: bigint;
  earnedMinor: bigint;
  /** How many entries the order has in all. */ entries: number;
};

/** One row per order, ambassador and programme that any entry ever touched; none for orders without entries. */
export async function readPosted(db: Tx["db"], shopId: string, orderIds: string[]): Promise<Posted[]> {
  if (!orderIds.length) return [];
  return db.$queryRaw<Posted[]>`
    SELECT m.order_id AS "orderId", a.ambassador_id::text AS "ambassadorId", a.program_id::text AS "programId",
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'pending'), 0)::bigint AS "pendingMinor",
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'earned'), 0)::bigint AS "earnedMinor",
      (SELECT count(*)::int FROM entry e WHERE e.shop_id = ${shopId} AND e.source_kind = 'order' AND e.source_id = m.order_id) AS entries
    FROM (
      SELECT source_id AS order_id, to_account_id AS account_id, amount_minor AS amount FROM entry
        WHERE shop_id = ${shopId} AND source_kind = 'order' AND source_id = ANY (${orderIds})
      UNION ALL
      SELECT source_id, from_account_id, -amount_minor FROM entry
        WHERE shop_id = ${shopId} AND source_kind = 'order' AND source_id = ANY (${orderIds})
    ) AS m JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id
    WHERE a.kind IN ('pending', 'earned')
    GROUP BY m.order_id, a.ambassador_id, a.program_id ORDER BY m.order_id, a.ambassador_id, a.program_id`;
}
