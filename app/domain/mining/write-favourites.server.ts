/** What power buyers buy most: the collection that holds at least a third of their spend on goods, written beside their rank. */
import type { BulkSql } from "~/ports/world";
import { COUNTS_TEXT } from "../buyer/history-sql";

/** Everybody on the list of this mining whose favourite is not written yet. @returns how many have one */
export async function writeFavourites(sql: BulkSql, { miningId }: { miningId: string }): Promise<number> {
  // What the database believes of a mining's size is older than the mining: on that belief it would look up each by each.
  await sql.query("SET LOCAL enable_nestloop = off");
  const { rowCount } = await sql.query(
    `WITH listed AS (
       SELECT buyer_id FROM ranking WHERE shop_id = current_shop() AND mining_id = $1 AND power_buyer AND favourite IS NULL
     ), spent AS (
       SELECT o.buyer_id, l.product_id, sum(l.goods_minor) AS goods
       FROM listed JOIN orders o ON o.shop_id = current_shop() AND o.buyer_id = listed.buyer_id JOIN order_line l USING (shop_id, order_id)
       WHERE ${COUNTS_TEXT} AND NOT l.gift_card GROUP BY 1, 2
     ), by_collection AS (
       SELECT s.buyer_id, c.collection, sum(s.goods) AS goods
       FROM spent s JOIN product p ON p.shop_id = current_shop() AND p.product_id = s.product_id, unnest(p.collections) AS c (collection) GROUP BY 1, 2
     ), total AS (
       SELECT buyer_id, sum(goods) AS goods FROM spent GROUP BY 1
     ), favourite AS (
       SELECT DISTINCT ON (b.buyer_id) b.buyer_id, b.collection FROM by_collection b JOIN total t USING (buyer_id)
       WHERE t.goods > 0 AND b.goods * 3 >= t.goods ORDER BY b.buyer_id, b.goods DESC, b.collection
     )
     UPDATE ranking r SET favourite = f.collection FROM favourite f
     WHERE r.shop_id = current_shop() AND r.mining_id = $1 AND r.buyer_id = f.buyer_id`,
    [miningId],
  );
  await sql.query("SET LOCAL enable_nestloop = on");
  return rowCount ?? 0;
}
