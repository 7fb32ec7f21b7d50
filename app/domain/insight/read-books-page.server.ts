/** One page of the books as an owner reads it: with the orders' and the ambassadors' names, and how many pages there are. */
import type { World } from "~/ports/world";
import { readOrderSums } from "../ledger/read-order-sums.server";
import { readTotals, type Totals } from "../ledger/read-totals.server";
import { pageOf } from "../page-of";
import { nameOrderSums, type NamedOrderSum } from "./name-order-sums.server";

export type BooksPage = { totals: Totals[]; orders: NamedOrderSum[]; page: number; pages: number };

const PAGE_SIZE = 1_000;

/** Totals are of the whole; pages count from 1 and hold up to 1,000 orders. Whether everything adds up is asked by itself: checkBooks. */
export function readBooksPage(world: World, { page }: { page: number }): Promise<BooksPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const credits = await db.credit.count({ where: { shopId } });
    const { skip, take, ...pages } = pageOf(credits, page, PAGE_SIZE);
    const sums = await readOrderSums(world, { skip, take });
    return {
      totals: await readTotals(world),
      orders: await nameOrderSums(world, { sums }),
      ...pages,
    };
  });
}
