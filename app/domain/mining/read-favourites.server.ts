/** What power buyers buy most: the collection that holds at least a third of their spend on goods. */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { COUNTS_SQL } from "../buyer/what-counts";

const PAGE = 2_000;

/** @returns buyer id → collection; buyers without a clear favourite are not in it. */
export async function readFavourites(world: World, buyerIds: string[]): Promise<Map<string, string>> {
  const favourites = new Map<string, string>();
  for (let from = 0; from < buyerIds.length; from += PAGE) {
    const page = buyerIds.slice(from, from + PAGE);
    const rows = await world.transaction(({ db }) =>
      db.$queryRaw<{ buyer_id: string; collection: string }[]>(Prisma.sql`
        WITH spent AS (
          SELECT o.buyer_id, p.collections, sum(l.goods_minor) AS goods
          FROM orders o JOIN order_line l USING (shop_id, order_id) JOIN product p USING (shop_id, product_id)
          WHERE o.shop_id = ${world.shopId} AND o.buyer_id = ANY (${page}) AND ${COUNTS_SQL} AND NOT l.gift_card
          GROUP BY o.buyer_id, p.collections
        ), by_collection AS (
          SELECT s.buyer_id, c.collection, sum(s.goods) AS goods FROM spent s, unnest(s.collections) AS c (collection) GROUP BY 1, 2
        ), total AS (
          SELECT buyer_id, sum(goods) AS goods FROM spent GROUP BY 1
        )
        SELECT DISTINCT ON (b.buyer_id) b.buyer_id, b.collection FROM by_collection b JOIN total t USING (buyer_id)
        WHERE t.goods > 0 AND b.goods * 3 >= t.goods ORDER BY b.buyer_id, b.goods DESC, b.collection`),
    );
    for (const row of rows) favourites.set(row.buyer_id, row.collection);
  }
  return favourites;
}
