/**
 * The buyer of an order that we hold, before the order itself: which of a friend's orders count hangs on their others, so none of them is
 * decided beside another.
 */
import type { Tx, World } from "~/ports/world";
import { holdBuyers } from "./hold-buyers.server";

/** Held until the transaction ends. @returns who was held; null: it is nobody's, or unknown */
export async function holdBuyerOf(world: World, tx: Tx, { orderId }: { orderId: string }): Promise<string | null> {
  const order = await tx.db.order.findUnique({ where: { shopId_orderId: { shopId: world.shopId, orderId } }, select: { buyerId: true } });
  if (!order?.buyerId) return null;
  await holdBuyers(world, tx, { buyerIds: [order.buyerId] });
  return order.buyerId;
}
