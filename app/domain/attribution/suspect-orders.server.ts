/**
 * Orders decided for one ambassador before that one turned out to be another, too: what was bought with the one's code by the other's own
 * address, or sent to either's home, was a friend's as long as they were two. It is decided anew, as it would be by any later look at it;
 * also where an owner had said that it counts, since nobody earns on their own order.
 */
import type { World } from "~/ports/world";
import { compareAddresses, compareMarks } from "./likeness";

type Order = { orderId: string; email: string | null; marks: string[] };

/** @param orderIds those that were handed over to `ambassadorId`. Joins the transaction at hand; the orders are read again by jobs. */
export function suspectOrders(world: World, { ambassadorId, orderIds }: { ambassadorId: string; orderIds: string[] }): Promise<void> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const [own] = await db.$queryRaw<{ email: string | null; marks: string[] }[]>`
      SELECT b.email, a.marks FROM ambassador a LEFT JOIN buyer b ON b.shop_id = a.shop_id AND b.buyer_id = a.buyer_id
      WHERE a.shop_id = ${shopId} AND a.ambassador_id = ${ambassadorId}::uuid`;
    if (!own) return;
    // The survivor's own orders, too: the other's home is theirs now.
    const orders = await db.$queryRaw<Order[]>`
      SELECT o.order_id AS "orderId", coalesce(o.email, b.email) AS email, o.marks
      FROM decision d JOIN orders o ON o.shop_id = d.shop_id AND o.order_id = d.order_id
        LEFT JOIN buyer b ON b.shop_id = o.shop_id AND b.buyer_id = o.buyer_id
      WHERE d.shop_id = ${shopId} AND d.ambassador_id = ${ambassadorId}::uuid AND d.outcome = 'attributed'
        AND NOT EXISTS (SELECT FROM decision later WHERE later.shop_id = d.shop_id AND later.order_id = d.order_id AND later.sequence > d.sequence)
        AND (o.order_id = ANY (${orderIds}::text[]) OR o.marks && ${own.marks}::text[])`;
    const theirs = orders.filter(
      ({ email, marks }) => ["same", "alike"].includes(compareAddresses(email, own.email)) || compareMarks(marks, own.marks)?.length,
    );
    await queue.addMany(
      "order.refresh",
      theirs.map(({ orderId }) => ({ orderId })),
      { onceKey: ({ orderId }) => orderId },
    );
  });
}
