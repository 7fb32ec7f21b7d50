/** How many orders were decided which way, by each order's latest decision. */
import type { World } from "~/ports/world";

export type OrderCounts = { attributed: number; ignored: number; underReview: number };

export function readOrderCounts(world: World): Promise<OrderCounts> {
  return world.transaction(async ({ db }) => {
    const [counts] = await db.$queryRaw<OrderCounts[]>`
      SELECT count(*) FILTER (WHERE outcome = 'attributed')::int AS attributed, count(*) FILTER (WHERE outcome = 'ignored')::int AS ignored,
        count(*) FILTER (WHERE outcome = 'under review')::int AS "underReview"
      FROM (SELECT DISTINCT ON (order_id) outcome FROM decision WHERE shop_id = ${world.shopId} ORDER BY order_id, sequence DESC) AS latest`;
    return counts;
  });
}
