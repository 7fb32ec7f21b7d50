/** One page of the books as an owner reads it: with the orders' and the ambassadors' names, what does not hold in money and names, and how many pages there are. */
import type { Tx, World } from "~/ports/world";
import { readBooks, type Books } from "../ledger/read-books.server";
import { MOST_PROBLEMS, type BookProblem } from "../ledger/read-book-problems.server";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { rewardName } from "../reward/reward";
import { nameOrderSums, type NamedOrderSum } from "./name-order-sums.server";

/** Names are null for what has been erased since. */
export type ShownBookProblem = Pick<BookProblem, "is" | "account" | "creditBp" | "raw"> & {
  orderName: string | null;
  ambassadorName: string | null;
  rewardName: string | null;
  should: ShownMoney;
  actual: ShownMoney;
  /** More than there should be. */
  tooMuch: boolean;
  /** How much lies between the two. */
  difference: ShownMoney;
};

export type BooksPage = Omit<Books, "orders" | "problems"> & {
  orders: NamedOrderSum[];
  problems: ShownBookProblem[];
  /** There are more than these. */
  moreProblems: boolean;
  page: number;
  pages: number;
};

/** As readBooks pages them. */
const PAGE_SIZE = 1_000;

export function readBooksPage(world: World, { page }: { page: number }): Promise<BooksPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const books = await readBooks(world, { page });
    const credits = await db.credit.count({ where: { shopId } });
    const orders = await nameOrderSums(world, { sums: books.orders });
    const problems = await showProblems(db, shopId, books.problems.slice(0, MOST_PROBLEMS));
    const moreProblems = books.problems.length > MOST_PROBLEMS;
    return { ...books, orders, problems, moreProblems, page, pages: Math.max(1, Math.ceil(credits / PAGE_SIZE)) };
  });
}

async function showProblems(db: Tx["db"], shopId: string, problems: BookProblem[]): Promise<ShownBookProblem[]> {
  if (problems.length === 0) return [];
  const place = await readShopPlace(db, shopId);
  const named = (ids: (string | null)[]) => ids.filter((id) => id !== null);
  const [orders, people, rewards] = [
    await db.order.findMany({ where: { shopId, orderId: { in: named(problems.map(({ orderId }) => orderId)) } } }),
    await db.ambassador.findMany({ where: { shopId, ambassadorId: { in: named(problems.map(({ ambassadorId }) => ambassadorId)) } } }),
    await db.reward.findMany({ where: { shopId, rewardId: { in: named(problems.map(({ rewardId }) => rewardId)) } } }),
  ];
  return problems.map(({ is, account, creditBp, raw, orderId, ambassadorId, rewardId, shouldMinor, isMinor, currency }) => {
    const reward = rewards.find((one) => one.rewardId === rewardId);
    const show = (minor: bigint) => showMoney(minor, { ...place, currency });
    return {
      ...{ is, account, creditBp, raw, should: show(shouldMinor), actual: show(isMinor), tooMuch: isMinor > shouldMinor },
      difference: show(isMinor > shouldMinor ? isMinor - shouldMinor : shouldMinor - isMinor),
      orderName: orders.find((one) => one.orderId === orderId)?.name ?? null,
      ambassadorName: people.find((one) => one.ambassadorId === ambassadorId)?.name || null,
      rewardName: reward ? rewardName(reward) : null,
    };
  });
}
