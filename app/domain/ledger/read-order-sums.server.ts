/** What each credited order earned, from which amount and at which rate, and what it should have: recomputed in SQL, apart from the code that posted it. */
import type { World } from "~/ports/world";

export type OrderSum = {
  orderId: string;
  ambassadorId: string;
  programId: string;
  currency: string;
  goodsMinor: bigint;
  creditBp: number;
  state: string;
  /** Pending and earned together, as posted. */
  postedMinor: bigint;
  /** What it should be, recomputed. */
  targetMinor: bigint;
};

/** By their id, a page at a time. @param which.after the id of the last one seen; what comes behind it is meant */
export function readOrderSums(
  world: World,
  { after = "", skip = 0, take }: { after?: string; skip?: number; take: number },
): Promise<OrderSum[]> {
  const { shopId } = world;
  return world.transaction(
    ({ db }) => db.$queryRaw<OrderSum[]>`
      WITH page AS MATERIALIZED (SELECT * FROM credit WHERE shop_id = ${shopId} AND order_id > ${after} ORDER BY order_id LIMIT ${take} OFFSET ${skip})
      SELECT c.order_id AS "orderId", c.ambassador_id::text AS "ambassadorId", c.program_id::text AS "programId", o.currency, o.goods_minor AS "goodsMinor",
        c.credit_bp AS "creditBp", c.state, posted.amount AS "postedMinor",
        CASE WHEN d.outcome = 'attributed' AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL AND o.dispute IS DISTINCT FROM 'lost' AND NOT o.test AND NOT o.own_reward AND o.goods_minor > 0
          THEN div(o.goods_minor::numeric * c.credit_bp, 10000) ELSE 0 END::bigint AS "targetMinor"
      FROM page c JOIN orders o USING (shop_id, order_id)
        JOIN LATERAL (SELECT outcome FROM decision WHERE shop_id = c.shop_id AND order_id = c.order_id ORDER BY sequence DESC LIMIT 1) AS d ON true
        JOIN LATERAL (
          SELECT coalesce(sum(CASE WHEN f.kind = 'program' THEN e.amount_minor WHEN t.kind = 'program' THEN -e.amount_minor ELSE 0 END), 0)::bigint AS amount
          FROM entry e JOIN account f ON f.shop_id = e.shop_id AND f.account_id = e.from_account_id JOIN account t ON t.shop_id = e.shop_id AND t.account_id = e.to_account_id
          WHERE e.shop_id = c.shop_id AND e.source_kind = 'order' AND e.source_id = c.order_id) AS posted ON true
      ORDER BY c.order_id`,
  );
}
