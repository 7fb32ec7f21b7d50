/** Orders' sums as an owner reads them: with the order's name, and the ambassador's. */
import type { World } from "~/ports/world";
import type { OrderSum } from "../ledger/read-order-sums.server";

/** Names are null for what has been erased since. */
export type NamedOrderSum = OrderSum & { orderName: string | null; ambassadorName: string | null };

/** Joins the transaction at hand. */
export function nameOrderSums(world: World, { sums }: { sums: OrderSum[] }): Promise<NamedOrderSum[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const orders = await db.order.findMany({
      where: { shopId, orderId: { in: sums.map(({ orderId }) => orderId) } },
      select: { orderId: true, name: true },
    });
    const people = await db.ambassador.findMany({
      where: { shopId, ambassadorId: { in: [...new Set(sums.map(({ ambassadorId }) => ambassadorId))] } },
      select: { ambassadorId: true, name: true },
    });
    const orderNames = new Map(orders.map(({ orderId, name }) => [orderId, name]));
    const names = new Map(people.map(({ ambassadorId, name }) => [ambassadorId, name]));
    return sums.map((sum) => ({
      ...sum,
      orderName: orderNames.get(sum.orderId) ?? null,
      ambassadorName: names.get(sum.ambassadorId) ?? null,
    }));
  });
}
