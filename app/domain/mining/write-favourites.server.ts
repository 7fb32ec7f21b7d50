/** What power buyers buy most: the collection that holds at least a third of their spend on goods, written beside their rank. */
import type { BulkSql } from "~/ports/world";
import { countedOf, THIS_SHOP } from "../buyer/history-sql";

/** Theirs first, and then which of these count: OFFSET 0 keeps the order of work, since the rule costs more than the join. */
const THEIR_ORDERS = countedOf(`(SELECT o.* FROM orders o JOIN listed USING (buyer_id) WHERE o.shop_id = ${THIS_SHOP} OFFSET 0)`);

/**
 * Each line's goods once under no collection, for the total, and once under each collection that its product is in. Added up as
 * doubles, which hold amounts exactly (mining.ts), since very many sums of bigints are slow.
 */
const SPENT = `
  SELECT o.buyer_id, c.collection, sum(l.goods_minor::double precision) AS goods
  FROM (${THEIR_ORDERS} OFFSET 0) o JOIN order_line l ON l.shop_id = ${THIS_SHOP} AND l.order_id = o.order_id AND NOT l.gift_card
    LEFT JOIN (SELECT product_id, collections FROM product WHERE shop_id = ${THIS_SHOP}) p USING (product_id),
    unnest(array_append(p.collections, NULL)) AS c (collection)
  GROUP BY 1, 2`;

/** Everybody on the list of this mining whose favourite is not written yet. @returns how many have one */
export async function writeFavourites(sql: BulkSql, { miningId }: { miningId: string }): Promise<number> {
  // What the database believes of a mining's size is older than the mining: on that belief it would look up each by each, and
  // put in order what a hash groups.
  await sql.query("SET LOCAL enable_nestloop = off");
  await sql.query("SET LOCAL enable_sort = off");
  // Reading their lines is shared out over two processes, which only a statement that changes nothing may be.
  await sql.query("SET LOCAL max_parallel_workers_per_gather = 1");
  await sql.query(
    `CREATE TEMP TABLE history_spent ON COMMIT DROP AS WITH listed AS (
       SELECT buyer_id FROM ranking WHERE shop_id = ${THIS_SHOP} AND mining_id = $1 AND power_buyer AND favourite IS NULL
     ) ${SPENT}`,
    [miningId],
  );
  const { rowCount } = await sql.query(
    `WITH favourite AS (
       SELECT DISTINCT ON (s.buyer_id) s.buyer_id, s.collection
       FROM history_spent s JOIN history_spent total ON total.buyer_id = s.buyer_id AND total.collection IS NULL
       WHERE s.collection IS NOT NULL AND total.goods > 0 AND s.goods * 3 >= total.goods ORDER BY s.buyer_id, s.goods DESC, s.collection
     )
     UPDATE ranking r SET favourite = f.collection FROM favourite f
     WHERE r.shop_id = ${THIS_SHOP} AND r.mining_id = $1 AND r.buyer_id = f.buyer_id`,
    [miningId],
  );
  return rowCount ?? 0;
}
