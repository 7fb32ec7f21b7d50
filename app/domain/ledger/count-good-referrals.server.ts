/** Different friends whose credit is the ambassador's for good, in one programme; a guest without a customer is one person per order. */
import type { Tx } from "~/ports/world";

type Counted = { ambassadorId: string; programId: string; goodReferrals: number };

/** One row for each of these people in each programme where they have any. */
export function countGoodReferrals(db: Tx["db"], shopId: string, ambassadorIds: string[]): Promise<Counted[]> {
  return db.$queryRaw<Counted[]>`
    SELECT c.ambassador_id::text AS "ambassadorId", c.program_id::text AS "programId", count(DISTINCT coalesce(o.buyer_id, o.order_id))::int AS "goodReferrals"
    FROM credit c JOIN orders o USING (shop_id, order_id)
    WHERE c.shop_id = ${shopId} AND c.ambassador_id = ANY (${ambassadorIds}::uuid[]) AND c.state = 'earned' AND (
      SELECT sum(CASE WHEN a.account_id = e.to_account_id THEN e.amount_minor ELSE -e.amount_minor END)
      FROM account a JOIN entry e ON e.shop_id = a.shop_id AND a.account_id IN (e.from_account_id, e.to_account_id)
      WHERE a.shop_id = c.shop_id AND a.kind = 'earned' AND a.ambassador_id = c.ambassador_id AND a.program_id = c.program_id
        AND e.source_kind = 'order' AND e.source_id = c.order_id) > 0
    GROUP BY 1, 2`;
}
