/**
 * Different friends whose order was kept, in one programme: the days for returns are over, the order still stands and still counts for
 * the ambassador. What it brought does not matter: at 0 %, or of an order of pennies, it may be nothing. A guest without a customer is
 * one person per order.
 */
import type { Tx } from "~/ports/world";

type Counted = { ambassadorId: string; programId: string; goodReferrals: number };

/** One row for each of these people in each programme where they have any; always in the same order, so that nobody waits for each other. */
export function countGoodReferrals(db: Tx["db"], shopId: string, ambassadorIds: string[]): Promise<Counted[]> {
  return db.$queryRaw<Counted[]>`
    SELECT c.ambassador_id::text AS "ambassadorId", c.program_id::text AS "programId", count(DISTINCT coalesce(o.buyer_id, o.order_id))::int AS "goodReferrals"
    FROM credit c JOIN orders o USING (shop_id, order_id)
      JOIN LATERAL (SELECT outcome, ambassador_id, program_id FROM decision d
        WHERE d.shop_id = o.shop_id AND d.order_id = o.order_id ORDER BY sequence DESC LIMIT 1) d ON true
    WHERE c.shop_id = ${shopId} AND c.ambassador_id = ANY (${ambassadorIds}::uuid[]) AND c.state = 'earned'
      AND d.outcome = 'attributed' AND d.ambassador_id = c.ambassador_id AND d.program_id = c.program_id
      AND o.goods_minor > 0 AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL AND o.dispute IS DISTINCT FROM 'lost'
      AND NOT o.test AND NOT o.own_reward
    GROUP BY 1, 2 ORDER BY 1, 2`;
}
