/** Which orders a buyer's summary counts, and its sums: one place for one buyer and for all of them. Mining's cleaning says the same. */
import { Prisma } from "@prisma/client";

/** For a table of orders named o. */
export const COUNTS_SQL = Prisma.sql`NOT o.test AND o.cancelled_at IS NULL AND NOT o.own_reward AND o.goods_minor > 0`;

/** Without its WHERE and GROUP BY o.buyer_id, which say whose. */
export const SUMMARY_SQL = Prisma.sql`
  SELECT o.buyer_id, count(*) FILTER (WHERE ${COUNTS_SQL})::int AS orders,
    min(o.placed_at) FILTER (WHERE ${COUNTS_SQL}) AS first_order_at,
    max(o.placed_at) FILTER (WHERE ${COUNTS_SQL}) AS last_order_at,
    coalesce(sum(o.goods_minor) FILTER (WHERE ${COUNTS_SQL}), 0)::bigint AS net_spend_minor,
    coalesce(sum(o.ordered_minor) FILTER (WHERE ${COUNTS_SQL}), 0)::bigint AS ordered_minor,
    count(*) FILTER (WHERE o.gift AND ${COUNTS_SQL})::int AS gifts
  FROM orders o`;
