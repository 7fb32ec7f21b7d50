/**
 * Compares with Shopify, hourly and when the owner asks. Orders that changed since the last comparison and that we do not hold in
 * that state are read again, whatever became of their webhooks, and so are those whose payment a bank asked back; customers who
 * became one are found and joined. Discounts and rewards that differ are told and left alone, save that what an ended programme left
 * switched on is switched off, and rewards in Shopify that nobody here knows wait for the owner's word: money is only ever put right by
 * new entries, and those a person decides.
 */
import type { BrokenOff, ReconciliationProblem } from "~/domain/shop/reconciliation";
import { lookForStrays } from "~/domain/reward/look-for-strays.server";
import { readLastLook } from "~/domain/shop/read-last-look.server";
import { updateShop } from "~/domain/shop/update-shop.server";
import { declaredScopes } from "~/env.server";
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { compareBuyers } from "./compare-buyers.server";
import { compareDiscounts } from "./compare-discounts.server";
import { compareDisputes } from "./compare-disputes.server";
import { compareRewards } from "./compare-rewards.server";

/** A quarter of a million changed orders in one go; what is beyond waits for the next. */
const MOST_PAGES = 1_000;
/** Kept of a run; nobody reads further. */
const MOST_PROBLEMS = 200;

export type Reconciled =
  | { outcome: "reconciled"; ordersLooked: number; ordersFound: number; rewardsLooked: number; problems: ReconciliationProblem[] }
  /** The order history was not read yet: reading it is not this one's work. */
  | { outcome: "no history yet" };

/** Throws ShopProblem when Shopify cannot be asked, and says so in its row; the next one then looks from where the last finished one did. Outcomes: see Reconciled. */
export async function reconcileShop(world: World, { why }: { why: string }): Promise<Reconciled> {
  const { shopId } = world;
  const startedAt = world.clock.now();
  const lookedFrom = await readLastLook(world);
  if (!lookedFrom) return { outcome: "no history yet" };
  const reconciliationId = world.chance.uuid();
  await world.transaction(({ db }) => db.reconciliation.create({ data: { shopId, reconciliationId, why, lookedFrom, startedAt } }));
  const note = (data: object) =>
    world.transaction(({ db }) => db.reconciliation.update({ where: { shopId_reconciliationId: { shopId, reconciliationId } }, data }));
  try {
    // What the owner lets us do may have changed untold, too.
    await updateShop(world, { declaredScopes });
    const { ordersLooked, ordersFound: changed, after } = await compareOrders(world, lookedFrom);
    const ordersFound = changed + (await compareDisputes(world));
    await note({ ordersLooked, ordersFound });
    // Merges before rewards: a reward's customer may be another one now.
    const people = await compareBuyers(world);
    const rewards = await compareRewards(world);
    await lookForStrays(world);
    const problems = [...(await compareDiscounts(world)), ...people, ...rewards.problems].slice(0, MOST_PROBLEMS);
    // Cut off at the bound it is not finished: the next one begins where this one did, and finds fewer to read again.
    await note({ rewardsLooked: rewards.looked, problems, finishedAt: after === null ? world.clock.now() : null });
    return { outcome: "reconciled", ordersLooked, ordersFound, rewardsLooked: rewards.looked, problems };
  } catch (problem) {
    if (problem instanceof ShopProblem) {
      const stopped: BrokenOff[] = [{ kind: "stopped", about: problem.message.slice(0, 300) }];
      await note({ problems: stopped });
    }
    throw problem;
  }
}

async function compareOrders(world: World, lookedFrom: Date): Promise<{ ordersLooked: number; ordersFound: number; after: string | null }> {
  let [ordersLooked, ordersFound, after]: [number, number, string | null] = [0, 0, null];
  for (let page = 0; page < MOST_PAGES; page++) {
    const { orders, next } = await world.shop.readChangedOrders({ since: lookedFrom, after });
    ordersLooked += orders.length;
    ordersFound += await readAgain(world, orders);
    after = next;
    if (next === null) break;
  }
  return { ordersLooked, ordersFound, after };
}

/** Asks for every order that we do not hold in the state it changed to. @returns how many */
function readAgain(world: World, orders: { orderId: string; updatedAt: Date }[]): Promise<number> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const held = await db.order.findMany({
      where: { shopId, orderId: { in: orders.map(({ orderId }) => orderId) } },
      select: { orderId: true, shopifyUpdatedAt: true },
    });
    const known = new Map(held.map(({ orderId, shopifyUpdatedAt }) => [orderId, shopifyUpdatedAt]));
    const missed = orders.filter(({ orderId, updatedAt }) => {
      const stored = known.get(orderId);
      return !stored || stored < updatedAt;
    });
    await queue.addMany(
      "order.refresh",
      missed.map(({ orderId }) => ({ orderId })),
      { onceKey: ({ orderId }) => orderId },
    );
    return missed.length;
  });
}
