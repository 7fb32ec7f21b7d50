/** One buyer's summary computed anew from their orders: always a recomputation, never a sum kept up by hand. */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { SHOP_CURRENCY, SUMMARY_SQL } from "./history-sql";

/** @returns {outcome: "summarised"}, or "unknown" when there is no such buyer */
export async function summariseBuyer(world: World, { buyerId }: { buyerId: string }): Promise<{ outcome: "summarised" | "unknown" }> {
  const { shopId } = world;
  const count = await world.transaction(({ db }) =>
    db.$executeRaw(Prisma.sql`
      UPDATE buyer b SET orders = coalesce(s.orders, 0), first_order_at = s.first_order_at, last_order_at = s.last_order_at,
        net_spend_minor = coalesce(s.net_spend_minor, 0), ordered_minor = coalesce(s.ordered_minor, 0), gifts = coalesce(s.gifts, 0), currency = ${Prisma.raw(SHOP_CURRENCY)}
      FROM (SELECT 1) one LEFT JOIN (${Prisma.raw(SUMMARY_SQL)} WHERE o.buyer_id = ${buyerId} GROUP BY o.buyer_id) s ON true
      WHERE b.shop_id = ${shopId} AND b.buyer_id = ${buyerId}`),
  );
  return { outcome: count ? "summarised" : "unknown" };
}
