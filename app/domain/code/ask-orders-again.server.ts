/**
 * Shopify takes a code a moment before it tells us, and a code nobody confirmed proves nothing: orders with it wait. As soon as it is
 * known whose the code is, they are decided anew.
 */
import type { World } from "~/ports/world";

/** Joins the transaction at hand, in which the codes were settled. @param codes as they are kept */
export function askOrdersAgain(world: World, codes: string[]): Promise<void> {
  return world.transaction(async ({ db, queue }) => {
    const orders = await db.$queryRaw<{ orderId: string }[]>`
      SELECT DISTINCT order_id AS "orderId" FROM decision
      WHERE shop_id = ${world.shopId} AND reason = 'code-unconfirmed' AND code = ANY(${codes}::text[])`;
    await queue.addMany("order.refresh", orders, { onceKey: ({ orderId }) => orderId });
  });
}
