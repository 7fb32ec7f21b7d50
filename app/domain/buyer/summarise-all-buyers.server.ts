/** Every buyer's summary computed anew from the orders in one statement; the same sums as summariseBuyer, for all. */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { SUMMARY_SQL } from "./history-sql";

/** @returns how many buyers there are. Every buyer, not only those with orders: a lost order takes its sums away. */
export async function summariseAllBuyers(world: World): Promise<number> {
  return world.transaction(async ({ db }) => {
    // A freshly filled table is believed to be tiny: on that belief each buyer's orders would be looked through for each buyer.
    await db.$executeRaw`SET LOCAL enable_nestloop = off`;
    const buyers = await db.$executeRaw(Prisma.sql`
      UPDATE buyer b SET orders = coalesce(s.orders, 0), first_order_at = s.first_order_at, last_order_at = s.last_order_at,
        net_spend_minor = coalesce(s.net_spend_minor, 0), ordered_minor = coalesce(s.ordered_minor, 0), gifts = coalesce(s.gifts, 0)
      FROM buyer one LEFT JOIN (${SUMMARY_SQL} WHERE o.buyer_id IS NOT NULL GROUP BY o.buyer_id) s USING (buyer_id)
      WHERE one.shop_id = ${world.shopId} AND b.shop_id = one.shop_id AND b.buyer_id = one.buyer_id`);
    await db.$executeRaw`SET LOCAL enable_nestloop = on`;
    return buyers;
  });
}
