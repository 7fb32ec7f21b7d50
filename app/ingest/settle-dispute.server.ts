/**
 * The owner's word on how a chargeback ended, where Shopify no longer shows us its order. The credit follows by its usual
 * recomputation. Should Shopify show the order after all, each comparison goes by what it says.
 */
import { holdWithLater } from "~/domain/attribution/hold-with-later.server";
import { holdBuyerOf } from "~/domain/buyer/hold-buyer-of.server";
import { summariseBuyer } from "~/domain/buyer/summarise-buyer.server";
import type { World } from "~/ports/world";
import { decideOrders } from "./decide-orders.server";

/** "not open": somebody else has said it, Shopify has, or there is no such order. */
export async function settleDispute(
  world: World,
  { orderId, ended }: { orderId: string; ended: "won" | "lost" },
): Promise<{ outcome: "settled" | "not open" }> {
  const { shopId } = world;
  return world.transaction(async (tx) => {
    const buyerId = await holdBuyerOf(world, tx, { orderId });
    const leaning = await holdWithLater(world, tx, { orderId });
    const settled = await tx.db.$executeRaw`
      UPDATE orders SET dispute = ${ended} WHERE shop_id = ${shopId} AND order_id = ${orderId} AND dispute = 'open'`;
    if (!settled) return { outcome: "not open" };
    await decideOrders(world, leaning);
    if (buyerId) await summariseBuyer(world, { buyerId });
    return { outcome: "settled" };
  });
}
