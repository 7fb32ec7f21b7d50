/**
 * Asks Shopify in turn whether the orders are still there that somebody waits to be thanked for, or was lately: what was deleted is in
 * no list of changes, and its webhook may be lost. What Shopify shows again is read again. Orders are deleted seldom and one by one:
 * where many are missing at once, a permission or a fault of Shopify's is likelier, so nobody loses anything before the owner has said so.
 */
import { muchIsMissing } from "~/domain/shop/reconciliation";
import type { World } from "~/ports/world";
import { noneMayFail, type OneOfMany } from "./go-on-past";
import { noteDeletedOrder } from "./note-deleted-order.server";

/** A call's worth, and a run's; whoever was not looked at for longest comes first. */
const PAGE = 250;
const MOST_ORDERS = 2_500;
const DAY_MS = 86_400_000;
/** What was earned longer ago nobody undoes by deleting its order. */
const LOOKED_BACK_MS = 90 * DAY_MS;
/** Without `read_all_orders` Shopify shows orders of sixty days, counted from when they were made, which need not be when they were placed. */
const SURELY_SHOWN_MS = 50 * DAY_MS;

type Credited = { orderId: string; deleted: boolean };

/** How many orders are no longer there, and how many are not shown without our believing that they were deleted. */
export type CreditedCompared = { gone: number; doubted: number };

/** Throws ShopProblem when Shopify cannot be asked. @param sure the owner says that they deleted what is missing */
export async function compareCredited(world: World, { sure }: { sure: boolean }, one: OneOfMany = noneMayFail): Promise<CreditedCompared> {
  const lookedAt = world.clock.now();
  const due = await readDue(world);
  const missing: string[] = [];
  for (let at = 0; at < due.length; at += PAGE) {
    const orders = due.slice(at, at + PAGE);
    const shown = new Set(await world.shop.findOrders(orders.map(({ orderId }) => orderId)));
    missing.push(...orders.filter(({ orderId, deleted }) => !deleted && !shown.has(orderId)).map(({ orderId }) => orderId));
    await keep(world, orders, shown, lookedAt);
  }
  const asked = due.filter(({ deleted }) => !deleted).length;
  if (!sure && muchIsMissing({ asked, missing: missing.length })) return { gone: 0, doubted: missing.length };
  let gone = 0;
  for (const orderId of missing) if ((await one(() => noteDeletedOrder(world, { orderId })))?.outcome === "noted") gone++;
  await lookedAtThese(world, missing, lookedAt);
  return { gone, doubted: 0 };
}

function readDue(world: World): Promise<Credited[]> {
  const { shopId } = world;
  const now = world.clock.now().getTime();
  return world.transaction(async ({ db }) => {
    const { scopes } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true } });
    const shownSince = scopes.includes("read_all_orders") ? new Date(0) : new Date(now - SURELY_SHOWN_MS);
    return db.$queryRaw<Credited[]>`
      SELECT c.order_id AS "orderId", o.deleted_at IS NOT NULL AS deleted
      FROM (SELECT order_id, looked_at FROM credit WHERE shop_id = ${shopId} AND state = 'pending'
          UNION SELECT order_id, looked_at FROM credit WHERE shop_id = ${shopId} AND earned_at > ${new Date(now - LOOKED_BACK_MS)}) AS c
        JOIN orders o ON o.shop_id = ${shopId} AND o.order_id = c.order_id
      WHERE o.placed_at > ${shownSince} AND (o.cancelled_at IS NULL OR o.deleted_at > ${new Date(now - LOOKED_BACK_MS)})
      ORDER BY c.looked_at NULLS FIRST, c.order_id LIMIT ${MOST_ORDERS}`;
  });
}

function keep(world: World, orders: Credited[], shown: Set<string>, lookedAt: Date): Promise<void> {
  return world.transaction(async ({ queue }) => {
    const again = orders.filter(({ orderId, deleted }) => deleted && shown.has(orderId)).map(({ orderId }) => ({ orderId }));
    await queue.addMany("order.refresh", again, { onceKey: ({ orderId }) => orderId });
    // What is missing comes first again until it is settled, so that the owner's word is about the orders it was asked for.
    const settled = orders.filter(({ orderId, deleted }) => deleted || shown.has(orderId));
    await lookedAtThese(
      world,
      settled.map(({ orderId }) => orderId),
      lookedAt,
    );
  });
}

function lookedAtThese(world: World, orderIds: string[], lookedAt: Date): Promise<unknown> {
  const { shopId } = world;
  return world.transaction(
    // Whose credit somebody else holds at this moment is looked at again the next time.
    ({ db }) => db.$executeRaw`
      UPDATE credit c SET looked_at = ${lookedAt} FROM (SELECT order_id FROM credit WHERE shop_id = ${shopId} AND order_id = ANY (${orderIds})
        ORDER BY order_id FOR UPDATE SKIP LOCKED) AS free WHERE c.shop_id = ${shopId} AND c.order_id = free.order_id`,
  );
}
