/** One order as a decider looks at it: itself, its buyer, what of theirs came before it, and what was decided last. */
import type { Tx } from "~/ports/world";
import type { KeptStanding } from "./standing";

export type OrderToDecide = {
  orderId: string;
  placedAt: Date;
  buyerId: string | null;
  /** Shopify may merge two customers; which id survives is not promised. */
  survivorId: string | null;
  test: boolean;
  cancelled: boolean;
  paid: boolean;
  ownReward: boolean;
  renewal: boolean;
  buyerOrderIndex: number | null;
  currency: string;
  goodsMinor: bigint;
  orderedMinor: bigint;
  sourceName: string | null;
  codes: string[];
  clickId: string | null;
  marks: string[];
  /** The order's own, else its buyer's. */
  email: string | null;
  counted: number;
  uncounted: number;
  latest: LatestDecision | null;
};

export type LatestDecision = {
  sequence: number;
  outcome: string;
  reason: string;
  ambassadorId: string | null;
  programId: string | null;
  programVersion: number | null;
  code: string | null;
  clickId: string | null;
  facts: unknown;
  decidedBy: string;
  /** How each claim fared by it. */
  claims: KeptStanding[];
};

/**
 * null when we hold no such order. Guests become customers in Shopify, so an order without one (a till, say) tells nothing about
 * earlier orders.
 */
export async function readOrderToDecide(db: Tx["db"], shopId: string, orderId: string): Promise<OrderToDecide | null> {
  const [order] = await db.$queryRaw<OrderToDecide[]>`
    SELECT o.order_id AS "orderId", o.placed_at AS "placedAt", o.buyer_id AS "buyerId", coalesce(b.merged_into, o.buyer_id) AS "survivorId",
      o.test, o.cancelled_at IS NOT NULL AS cancelled, o.paid_at IS NOT NULL AS paid, o.own_reward AS "ownReward", o.renewal,
      o.buyer_order_index AS "buyerOrderIndex", o.currency, o.goods_minor AS "goodsMinor", o.ordered_minor AS "orderedMinor", o.source_name AS "sourceName",
      o.codes, o.click_id AS "clickId", o.marks, coalesce(o.email, b.email) AS email, earlier.counted, earlier.uncounted, latest.decision AS latest
    FROM orders o LEFT JOIN buyer b ON b.shop_id = o.shop_id AND b.buyer_id = o.buyer_id
      CROSS JOIN LATERAL (
        SELECT (count(*) FILTER (WHERE counts))::int AS counted, (count(*) FILTER (WHERE NOT counts))::int AS uncounted
        FROM (SELECT NOT e.test AND NOT e.own_reward AND e.cancelled_at IS NULL AND e.dispute IS DISTINCT FROM 'lost' AS counts FROM orders e
          WHERE e.shop_id = o.shop_id AND e.buyer_id = o.buyer_id AND e.order_id <> o.order_id AND e.placed_at < o.placed_at) AS each
      ) AS earlier
      LEFT JOIN LATERAL (
        SELECT jsonb_build_object('sequence', sequence, 'outcome', outcome, 'reason', reason, 'ambassadorId', ambassador_id, 'programId', program_id,
          'programVersion', program_version, 'code', code, 'clickId', click_id, 'facts', facts, 'decidedBy', decided_by,
          'claims', coalesce((SELECT jsonb_agg(jsonb_build_object('namedBy', c.named_by, 'code', c.code, 'clickId', c.click_id, 'programId', c.program_id,
            'ambassadorId', c.ambassador_id, 'reason', c.reason) ORDER BY c.place) FROM claim c WHERE c.shop_id = d.shop_id AND c.decision_id = d.decision_id), '[]')) AS decision
        FROM decision d WHERE shop_id = o.shop_id AND order_id = o.order_id ORDER BY sequence DESC LIMIT 1
      ) AS latest ON true
    WHERE o.shop_id = ${shopId} AND o.order_id = ${orderId}`;
  return order ?? null;
}
