/**
 * What orders have moved so far, by the entries alone: how much of each order lies with whom as pending and as earned.
 * A credit's row says what should be; only this says what is.
 */
import type { Tx } from "~/ports/world";

export type Posted = { orderId: string; ambassadorId: string; programId: string; pendingMinor: bigint; earnedMinor: bigint };

/** @returns one row per order, ambassador and programme that any entry ever touched; `entries`: how many each order has. */
export async function readPosted(
  db: Tx["db"],
  shopId: string,
  orderIds: string[],
): Promise<{ posted: Posted[]; entries: Map<string, number> }> {
  if (!orderIds.length) return { posted: [], entries: new Map() };
  const rows = await db.$queryRaw<{ order_id: string; ambassador_id: string; program_id: string; pending: bigint; earned: bigint }[]>`
    SELECT m.order_id, a.ambassador_id::text, a.program_id::text,
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'pending'), 0)::bigint AS pending,
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'earned'), 0)::bigint AS earned
    FROM (
      SELECT source_id AS order_id, to_account_id AS account_id, amount_minor AS amount FROM entry
        WHERE shop_id = ${shopId} AND source_kind = 'order' AND source_id = ANY (${orderIds})
      UNION ALL
      SELECT source_id, from_account_id, -amount_minor FROM entry
        WHERE shop_id = ${shopId} AND source_kind = 'order' AND source_id = ANY (${orderIds})
    ) AS m JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id
    WHERE a.kind IN ('pending', 'earned')
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
  const counts = await db.entry.groupBy({
    by: ["sourceId"],
    where: { shopId, sourceKind: "order", sourceId: { in: orderIds } },
    _count: true,
  });
  return {
    posted: rows.map((row) => ({
      orderId: row.order_id,
      ambassadorId: row.ambassador_id,
      programId: row.program_id,
      pendingMinor: row.pending,
      earnedMinor: row.earned,
    })),
    entries: new Map(counts.map((row) => [row.sourceId, row._count])),
  };
}
