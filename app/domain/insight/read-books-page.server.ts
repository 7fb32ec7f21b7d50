/** One page of the books as an owner reads it: with the orders' and the ambassadors' names, and how many pages there are. */
import type { World } from "~/ports/world";
import { readBooks, type Books } from "../ledger/read-books.server";
import { nameOrderSums, type NamedOrderSum } from "./name-order-sums.server";

export type BooksPage = Omit<Books, "orders"> & { orders: NamedOrderSum[]; page: number; pages: number };

/** As readBooks pages them. */
const PAGE_SIZE = 1_000;

export function readBooksPage(world: World, { page }: { page: number }): Promise<BooksPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const books = await readBooks(world, { page });
    const credits = await db.credit.count({ where: { shopId } });
    const orders = await nameOrderSums(world, { sums: books.orders });
    return { ...books, orders, page, pages: Math.max(1, Math.ceil(credits / PAGE_SIZE)) };
  });
}
