/**
 * Whether an order is a buyer's first, or one of the few of theirs that count, is told by their other orders, and those may be heard
 * of later, be cancelled or overruled: then what was decided on the orders after them is decided anew, so that the end does not hang on
 * who came first.
 */
import type { World } from "~/ports/world";

/**
 * Orders placed after this one by the same buyer whose latest decision may lean on which came before; the earliest first. It may wherever
 * somebody's code or click is on the order: of several the first one's refusal is what it says, and another's may have been for this.
 * @param formerBuyerId whose it was until now: their later orders have one less before them
 */
export function readLaterOrders(
  world: World,
  { orderId, formerBuyerId = null }: { orderId: string; formerBuyerId?: string | null },
): Promise<string[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const rows = await db.$queryRaw<{ orderId: string }[]>`
      WITH this AS MATERIALIZED (SELECT buyer_id, placed_at FROM orders WHERE shop_id = ${shopId} AND order_id = ${orderId})
      SELECT later.order_id AS "orderId"
      FROM orders later JOIN LATERAL (SELECT outcome, facts FROM decision d WHERE d.shop_id = ${shopId} AND d.order_id = later.order_id
          ORDER BY sequence DESC LIMIT 1) AS latest
          ON latest.outcome <> 'ignored' OR latest.facts->'codes' <> '[]' OR latest.facts->'click' <> 'null'
      -- Looked up one by one, not joined: the planner takes a buyer for one with few orders, and is right.
      WHERE later.shop_id = ${shopId} AND later.buyer_id = ANY (ARRAY[(SELECT buyer_id FROM this), ${formerBuyerId}])
        AND later.placed_at > (SELECT placed_at FROM this)
      ORDER BY later.placed_at, later.order_id`;
    return rows.map((row) => row.orderId);
  });
}
