/** Orders are decided by what we hold of them, each after what was placed before it, and then credited. */
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { holdCredits } from "~/domain/ledger/hold-credits.server";
import type { World } from "~/ports/world";

/** Joins the transaction at hand. @param orderIds of orders that it holds (holdWithLater); the earliest first */
export function decideOrders(world: World, orderIds: string[]): Promise<void> {
  return world.transaction(async (tx) => {
    const decided: string[] = [];
    for (const orderId of orderIds) {
      const { outcome } = await decideOrder(world, { orderId });
      // Without any decision there never was a credit.
      if (outcome !== "nothing to decide") decided.push(orderId);
    }
    if (decided.length > 1) await holdCredits(world, tx, { orderIds: decided });
    for (const orderId of decided) await creditOrder(world, { orderId });
  });
}
