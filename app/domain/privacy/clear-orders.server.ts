/**
 * A person out of their orders: what was bought and for how much stays, and whose it was as an id that says nothing. The person is erased
 * before (eraseBuyer), so nothing that is read meanwhile writes it back. Few orders at a time, each held as everybody holds it and
 * the earliest first (holdWithLater), because a person may have thousands. Doing it twice is the same as once.
 */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { lockOrder } from "../order/lock-order.server";
import type { Person } from "./privacy";

const ORDERS_A_PAGE = 50;

/** Not inside a transaction. Returns how many orders are theirs. */
export async function clearOrders(world: World, person: Person): Promise<number> {
  const orderIds = await readTheirs(world, person);
  for (let at = 0; at < orderIds.length; at += ORDERS_A_PAGE) await clearPage(world, person, orderIds.slice(at, at + ORDERS_A_PAGE));
  return orderIds.length;
}

const theirs = (world: World, { buyerIds, addresses, orderIds }: Person): Prisma.Sql =>
  Prisma.sql`shop_id = ${world.shopId} AND (buyer_id = ANY (${buyerIds}) OR order_id = ANY (${orderIds}) OR lower(email) = ANY (${addresses}))`;

function readTheirs(world: World, person: Person): Promise<string[]> {
  return world.transaction(async ({ db }) => {
    // A batch of the history that looked before they were erased must be there to be found: it holds this row until it is.
    await db.$executeRaw`SELECT FROM import WHERE shop_id = ${world.shopId} AND state = 'reading' FOR UPDATE`;
    const orders = await db.$queryRaw<{ orderId: string }[]>`
      SELECT order_id AS "orderId" FROM orders WHERE ${theirs(world, person)} ORDER BY placed_at, order_id`;
    return orders.map(({ orderId }) => orderId);
  });
}

function clearPage(world: World, person: Person, orderIds: string[]): Promise<void> {
  return world.transaction(async (tx) => {
    for (const orderId of orderIds) await lockOrder(world, tx, { orderId });
    // A site may be their own, and bear their name.
    await tx.db
      .$executeRaw`UPDATE code_use SET referrer = NULL WHERE shop_id = ${world.shopId} AND referrer IS NOT NULL AND order_id = ANY (${orderIds})`;
    await tx.db.$executeRaw`
      UPDATE orders SET email = NULL, province = NULL, referrer = NULL, marks = '{}' WHERE ${theirs(world, person)} AND order_id = ANY (${orderIds})`;
  });
}
