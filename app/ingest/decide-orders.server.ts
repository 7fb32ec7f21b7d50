/** Orders are decided and credited by what we hold of them, each after what was placed before it. */
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import type { World } from "~/ports/world";

/** Joins the transaction at hand. @param orderIds one, and those after it that lean on it (readLaterOrders); the earliest first */
export async function decideOrders(world: World, orderIds: string[]): Promise<void> {
  for (const orderId of orderIds) {
    const decided = await decideOrder(world, { orderId });
    // Without any decision there never was a credit.
    if (decided.outcome !== "nothing to decide") await creditOrder(world, { orderId });
  }
}
