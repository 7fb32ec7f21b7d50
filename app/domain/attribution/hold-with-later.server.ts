/**
 * An order and those after it that lean on it, in one transaction's hands, before anybody's account is: two that each held an account
 * and then waited for the other's order would wait for ever. Always the earliest first.
 */
import type { Tx, World } from "~/ports/world";
import { lockOrder } from "../order/lock-order.server";
import { readLaterOrders } from "./read-later-orders.server";

/** Held until the transaction ends. @returns what to decide, in turn (decideOrders). Of formerBuyerId: see readLaterOrders. */
export async function holdWithLater(
  world: World,
  tx: Tx,
  { orderId, formerBuyerId }: { orderId: string; formerBuyerId?: string | null },
): Promise<string[]> {
  await lockOrder(world, tx, { orderId });
  const later = await readLaterOrders(world, { orderId, formerBuyerId });
  for (const one of later) await lockOrder(world, tx, { orderId: one });
  return [orderId, ...later];
}
