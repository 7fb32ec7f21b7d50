/** Every buyer's summary computed anew from the orders in one statement; the same sums as summariseBuyer, for all. */
import type { World } from "~/ports/world";
import { SHOP_CURRENCY, SUMMARY_SQL } from "./history-sql";

/** @returns how many buyers there are. Every buyer, not only those with orders: a lost order takes its sums away. */
export async function summariseAllBuyers(world: World): Promise<number> {
  // Bulk: a long history may need longer than an action's transaction may take.
  return world.bulk(async (sql) => {
    // An order may be arriving: its buyer's row is waited for here, so that the statement below sees the order too.
    await sql.query("SELECT FROM buyer WHERE shop_id = current_shop() ORDER BY buyer_id FOR NO KEY UPDATE");
    // A freshly filled table is believed to be tiny: on that belief each buyer's orders would be looked through for each buyer.
    await sql.query("SET LOCAL enable_nestloop = off");
    await sql.query("SET LOCAL work_mem = '64MB'");
    const { rowCount } = await sql.query(`
      UPDATE buyer b SET orders = coalesce(s.orders, 0), first_order_at = s.first_order_at, last_order_at = s.last_order_at,
        net_spend_minor = coalesce(s.net_spend_minor, 0), ordered_minor = coalesce(s.ordered_minor, 0), gifts = coalesce(s.gifts, 0), currency = ${SHOP_CURRENCY}
      FROM buyer one LEFT JOIN (${SUMMARY_SQL} WHERE o.buyer_id IS NOT NULL GROUP BY o.buyer_id) s USING (buyer_id)
      WHERE one.shop_id = current_shop() AND b.shop_id = one.shop_id AND b.buyer_id = one.buyer_id`);
    return rowCount ?? 0;
  });
}
