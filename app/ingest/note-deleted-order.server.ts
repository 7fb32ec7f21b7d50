/**
 * An order that a merchant deleted in Shopify is worth nothing from then on, as one that was cancelled; the ledger follows by its
 * usual recomputation. It is called on where Shopify said so: that it shows no such order may also mean that it is older than we may
 * see. Whatever was read before is stale by this, and a reading that shows the order after all puts everything back.
 */
import { holdWithLater } from "~/domain/attribution/hold-with-later.server";
import { summariseBuyer } from "~/domain/buyer/summarise-buyer.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import type { World } from "~/ports/world";
import { decideOrders } from "./decide-orders.server";

/** "still there": it is read again instead. Throws ShopProblem when Shopify cannot be asked. May be called any number of times. */
export async function noteDeletedOrder(
  world: World,
  { orderId }: { orderId: string },
): Promise<{ outcome: "noted" | "still there" | "unknown order" }> {
  const { shopId } = world;
  const readAt = world.clock.now();
  if (await world.shop.readOrder(orderId)) return readAgain(world, orderId);
  const noted = await world.transaction(async (tx) => {
    const leaning = await holdWithLater(world, tx, { orderId });
    const [order] = await tx.db.$queryRaw<{ buyerId: string | null; deleted: boolean }[]>`
      UPDATE orders SET deleted_at = CASE WHEN read_at > ${readAt} THEN deleted_at ELSE coalesce(deleted_at, ${readAt}) END,
        cancelled_at = CASE WHEN read_at > ${readAt} THEN cancelled_at ELSE coalesce(cancelled_at, ${readAt}) END, read_at = greatest(read_at, ${readAt})
      WHERE shop_id = ${shopId} AND order_id = ${orderId} RETURNING buyer_id AS "buyerId", deleted_at IS NOT NULL AS deleted`;
    if (!order?.deleted) return order;
    await noteRewardUse(world, { orderId });
    await decideOrders(world, leaning);
    return order;
  });
  if (!noted) return { outcome: "unknown order" };
  if (!noted.deleted) return readAgain(world, orderId);
  // In a transaction of its own: a buyer is taken before their order everywhere.
  if (noted.buyerId) await summariseBuyer(world, { buyerId: noted.buyerId });
  return { outcome: "noted" };
}

async function readAgain(world: World, orderId: string): Promise<{ outcome: "still there" }> {
  await world.transaction(({ queue }) => queue.add("order.refresh", { orderId }, { onceKey: orderId }));
  return { outcome: "still there" };
}
