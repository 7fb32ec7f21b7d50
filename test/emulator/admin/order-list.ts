/** All orders, newest first, without sorting tens of thousands of them for every page: sorted again only when their number changed. */
import type { Books, Id, Order } from "../books.ts";
import type { EmulatorContext } from "../context.ts";

const sorted = new WeakMap<Books, Id[]>();

export function newestOrders(context: EmulatorContext): Order[] {
  const { order: orders } = context.books;
  let ids = sorted.get(context.books);
  if (!ids || ids.length !== orders.size) {
    ids = [...orders.values()]
      .sort((one, other) => other.createdAt.localeCompare(one.createdAt) || other.number - one.number)
      .map(({ id }) => id);
    sorted.set(context.books, ids);
  }
  return ids.map((id) => orders.need(id));
}
