/**
 * An order that a merchant deleted in Shopify is worth nothing from then on, as one that was cancelled; the ledger follows by its
 * usual recomputation. It is called on where Shopify said so: that it shows no such order may also mean that it is older than we may
 * see. Whatever was read before is stale by this, and a reading that shows the order after all puts everything back.
 */
import { holdWithLater } from "~/domain/attribution/hold-with-later.server";
import { holdBuyerOf } from "~/domain/buyer/hold-buyer-of.server";
import { summariseBuyer } from "~/domain/buyer/summarise-buyer.server";
import { markOwnReward } from "~/domain/reward/mark-own-reward.server";
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
    const buyerId = await holdBuyerOf(world, tx, { orderId });
    const leaning = await holdWithLater(world, tx, { orderId });
    const [order] = await tx.db.$queryRaw<{ deleted: boolean }[]>`
      UPDATE orders SET deleted_at = CASE WHEN read_at > ${readAt} THEN deleted_at ELSE coalesce(deleted_at, ${readAt}) END,
        cancelled_at = CASE WHEN read_at > ${readAt} THEN cancelled_at ELSE coalesce(cancelled_at, ${readAt}) END, read_at = greatest(read_at, ${readAt})
      WHERE shop_id = ${shopId} AND order_id = ${orderId} RETURNING deleted_at IS NOT NULL AS deleted`;
    if (!order?.deleted) return order;
    const reward = await markOwnReward(world, { orderId });
    await decideOrders(world, leaning);
    if (reward.outcome === "a reward") await noteRewardUse(world, { orderId });
    if (buyerId) await summariseBuyer(world, { buyerId });
    return order;
  });
  if (!noted) return { outcome: "unknown order" };
  if (!noted.deleted) return readAgain(world, orderId);
  return { outcome: "noted" };
}

async function readAgain(world: World, orderId: string): Promise<{ outcome: "still there" }> {
  await world.transaction(({ queue }) => queue.add("order.refresh", { orderId }, { onceKey: orderId }));
  return { outcome: "still there" };
}
