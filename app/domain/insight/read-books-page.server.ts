/** One page of the books as an owner reads it: with the orders' and the ambassadors' names, and how many pages there are. */
import type { World } from "~/ports/world";
import { readBooks, type Books, type OrderSum } from "../ledger/read-books.server";

/** Names are null for what has been erased since. */
export type NamedOrderSum = OrderSum & { orderName: string | null; ambassadorName: string | null };
export type BooksPage = Omit<Books, "orders"> & { orders: NamedOrderSum[]; page: number; pages: number };

/** As readBooks pages them. */
const PAGE_SIZE = 1_000;

export function readBooksPage(world: World, { page }: { page: number }): Promise<BooksPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const books = await readBooks(world, { page });
    const credits = await db.credit.count({ where: { shopId } });
    const orders = await db.order.findMany({
      where: { shopId, orderId: { in: books.orders.map(({ orderId }) => orderId) } },
      select: { orderId: true, name: true },
    });
    const people = await db.ambassador.findMany({
      where: { shopId, ambassadorId: { in: [...new Set(books.orders.map(({ ambassadorId }) => ambassadorId))] } },
      select: { ambassadorId: true, name: true },
    });
    const orderNames = new Map(orders.map(({ orderId, name }) => [orderId, name]));
    const names = new Map(people.map(({ ambassadorId, name }) => [ambassadorId, name]));
    return {
      ...books,
      orders: books.orders.map((order) => ({
        ...order,
        orderName: orderNames.get(order.orderId) ?? null,
        ambassadorName: names.get(order.ambassadorId) ?? null,
      })),
      page,
      pages: Math.max(1, Math.ceil(credits / PAGE_SIZE)),
    };
  });
}
