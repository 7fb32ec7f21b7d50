/**
 * Whether the books add up, as an owner reads it: what does not, in money and names. It works through the whole ledger, so it is asked
 * apart from the page, which is there at once however long the books have become.
 */
import type { Tx, World } from "~/ports/world";
import { MOST_PROBLEMS, readBookProblems, type BookProblem } from "../ledger/read-book-problems.server";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { rewardName } from "../reward/reward";

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

/** `more`: there are more than these. */
export type BooksCheck = { problems: ShownBookProblem[]; more: boolean };

export function checkBooks(world: World): Promise<BooksCheck> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const problems = await readBookProblems(world);
    return { problems: await showProblems(db, shopId, problems.slice(0, MOST_PROBLEMS)), more: problems.length > MOST_PROBLEMS };
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
