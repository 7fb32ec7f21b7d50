/**
 * A file may be older than what we have heard meanwhile: orders that came in under a customer who has become another are the other's.
 * Looked for once, at the end of a reading, since looking at each order would cost more than all else in its row.
 */
import type { World } from "~/ports/world";

/** @returns how many orders had to follow */
export function followMerged(world: World): Promise<number> {
  return world.bulk(async (sql) => {
    const { rowCount } = await sql.query(
      `UPDATE orders o SET buyer_id = b.merged_into FROM buyer b
       WHERE b.shop_id = current_shop() AND b.merged_into IS NOT NULL AND o.shop_id = b.shop_id AND o.buyer_id = b.buyer_id`,
    );
    return rowCount ?? 0;
  });
}
