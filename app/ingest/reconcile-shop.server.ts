/**
 * Compares with Shopify, hourly and when the owner asks. Orders that changed since the last comparison and that we do not hold in
 * that state are read again, whatever became of their webhooks, and so are those whose payment a bank asked back; customers who
 * became one are found and joined. Discounts and rewards that differ are told and left alone, save that what an ended programme left
 * switched on is switched off, and rewards in Shopify that nobody here knows wait for the owner's word: money is only ever put right by
 * new entries, and those a person decides. What fails keeps nothing else from being compared.
 */
import { INDEX_LAGS_MS, type BrokenOff, type ReconciliationProblem } from "~/domain/shop/reconciliation";
import { lookForStrays } from "~/domain/reward/look-for-strays.server";
import { forgetSeenProblems } from "~/domain/shop/forget-seen-problems.server";
import { readLastLook } from "~/domain/shop/read-last-look.server";
import { updateShop } from "~/domain/shop/update-shop.server";
import { declaredScopes } from "~/env.server";
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { compareBuyers } from "./compare-buyers.server";
import { compareCredited, type CreditedCompared } from "./compare-credited.server";
import { compareDiscounts } from "./compare-discounts.server";
import { compareDisputes, type DisputesCompared } from "./compare-disputes.server";
import { compareRewards, type RewardsCompared } from "./compare-rewards.server";
import { goOnPast } from "./go-on-past";
import { readOlderOrders } from "./history/read-older-orders.server";

/** Fifty thousand changed orders in one go, some minutes' worth; with what is beyond the next one begins, at once. */
const MOST_PAGES = 200;
/** Kept of a run; nobody reads further. */
const MOST_PROBLEMS = 200;

const NO_ORDERS = { ordersLooked: 0, ordersFound: 0, cutOff: false };
const NO_DISPUTES: DisputesCompared = { askedAgain: 0, problems: [] };
const NONE_DELETED: CreditedCompared = { gone: 0, doubted: 0 };
const NO_REWARDS: RewardsCompared = { looked: 0, problems: [] };

export type Reconciled =
  | { outcome: "reconciled"; ordersLooked: number; ordersFound: number; rewardsLooked: number; problems: ReconciliationProblem[] }
  /** The order history was not read yet: reading it is not this one's work. */
  | { outcome: "no history yet" };

/**
 * Throws ShopProblem when Shopify cannot be asked, and says so in its row; the next one goes on where its orders got to. Throws what failed
 * for a defect of ours when everything else has been compared. Outcomes: see Reconciled.
 */
export async function reconcileShop(
  world: World,
  { why, deletedKnown = false }: { why: string; deletedKnown?: boolean },
): Promise<Reconciled> {
  const { shopId } = world;
  const startedAt = world.clock.now();
  await forgetTheFuture(world, startedAt);
  const lookedFrom = await readLastLook(world);
  if (!lookedFrom) return { outcome: "no history yet" };
  const reconciliationId = world.chance.uuid();
  await world.transaction(({ db }) =>
    db.reconciliation.create({ data: { shopId, reconciliationId, why, lookedFrom, nextFrom: lookedFrom, startedAt } }),
  );
  const note = (data: object) =>
    world.transaction(({ db }) => db.reconciliation.update({ where: { shopId_reconciliationId: { shopId, reconciliationId } }, data }));
  const all = goOnPast();
  const compared = await compareParts(world, { run: { reconciliationId, lookedFrom, startedAt }, deletedKnown, all, note }).catch(
    async (problem: unknown) => {
      if (problem instanceof ShopProblem) {
        const stopped: BrokenOff[] = [{ kind: "stopped", about: problem.message.slice(0, 300) }];
        await note({ problems: stopped });
      }
      throw problem;
    },
  );
  const { cutOff, ...found } = compared;
  await note({ rewardsLooked: found.rewardsLooked, problems: found.problems, finishedAt: world.clock.now() });
  if (cutOff) await world.transaction(({ queue }) => queue.add("shop.reconcile", { why: "goes on" }, { onceKey: "goes on" }));
  all.throwWhatFailed();
  // Of a list that was cut off nobody knows what is gone.
  if (found.problems.length < MOST_PROBLEMS) await forgetSeenProblems(world, found.problems);
  return { outcome: "reconciled", ...found };
}

type Parts = {
  run: Run;
  deletedKnown: boolean;
  all: ReturnType<typeof goOnPast>;
  note: (data: object) => Promise<unknown>;
};

/** Throws ShopProblem when Shopify cannot be asked. */
async function compareParts(world: World, { run, deletedKnown, all, note }: Parts) {
  // What the owner lets us do may have changed untold, too.
  await all.part("the store", undefined, () => updateShop(world, { declaredScopes }));
  await all.part("older orders", undefined, () => readOlderOrders(world));
  const { ordersLooked, ordersFound: changed, cutOff } = await all.part("changed orders", NO_ORDERS, () => compareOrders(world, run));
  const disputes = await all.part("chargebacks", NO_DISPUTES, () => compareDisputes(world));
  const credited = await all.part("deleted orders", NONE_DELETED, (one) => compareCredited(world, { sure: deletedKnown }, one));
  const ordersFound = changed + disputes.askedAgain + credited.gone;
  await note({ ordersFound });
  // Merges before rewards: a reward's customer may be another one now.
  const people = await all.part("customers", [], (one) => compareBuyers(world, one));
  const rewards = await all.part("rewards", NO_REWARDS, (one) => compareRewards(world, one));
  // It waits for what is unclear, which may be an owner's to say.
  await all.part("unknown rewards", undefined, (one) => one(() => lookForStrays(world)));
  const discounts = await all.part("discounts", [], (one) => compareDiscounts(world, one));
  const unseen: ReconciliationProblem[] = credited.doubted ? [{ kind: "orders not shown", about: String(credited.doubted) }] : [];
  const problems = [...all.problems(), ...unseen, ...discounts, ...disputes.problems, ...people, ...rewards.problems];
  return { ordersLooked, ordersFound, rewardsLooked: rewards.looked, problems: problems.slice(0, MOST_PROBLEMS), cutOff };
}

/**
 * Runs of a clock that was ahead and has been put right since: what they say was compared lies beyond what Shopify had to show then, and
 * nothing would be asked until that time has come. A clock that is ahead by less is covered by the stretch that is looked at twice.
 */
const forgetTheFuture = (world: World, now: Date) =>
  world.transaction(({ db }) =>
    db.reconciliation.deleteMany({ where: { shopId: world.shopId, startedAt: { gt: new Date(now.getTime() + INDEX_LAGS_MS) } } }),
  );

type Run = { reconciliationId: string; lookedFrom: Date; startedAt: Date };

/** What a page names is asked for together with how far that gets us: a run that is cut off or dies has done what it did. */
async function compareOrders(world: World, { reconciliationId, lookedFrom, startedAt }: Run) {
  const { shopId } = world;
  const seenUntil = startedAt.getTime() - INDEX_LAGS_MS;
  let [ordersLooked, ordersFound, nextFrom] = [0, 0, lookedFrom.getTime()];
  for (let [page, after]: [number, string | null] = [1, null]; ; page++) {
    const { orders, next } = await world.shop.readChangedOrders({ since: lookedFrom, after });
    ordersLooked += orders.length;
    const reached = orders.at(-1)?.updatedAt.getTime() ?? nextFrom;
    nextFrom = Math.max(nextFrom, next === null ? seenUntil : Math.min(reached, seenUntil));
    ordersFound += await world.transaction(async ({ db }) => {
      const data = { ordersLooked, nextFrom: new Date(nextFrom) };
      await db.reconciliation.update({ where: { shopId_reconciliationId: { shopId, reconciliationId } }, data });
      return readAgain(world, orders);
    });
    // What changed at one moment is compared whole: from within it, nobody could go on.
    const enough = page >= MOST_PAGES && reached > lookedFrom.getTime();
    if (next === null || enough) return { ordersLooked, ordersFound, cutOff: next !== null };
    after = next;
  }
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
