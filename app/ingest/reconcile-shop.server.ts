/**
 * Compares with Shopify, hourly and when the owner asks: orders that changed since the last comparison and that we do not hold
 * in that state are read again, whatever became of their webhooks; discounts of ours that a merchant ended are told. Nothing is
 * changed here: what was missed takes the same way as if its webhook had come.
 */
import { updateShop } from "~/domain/shop/update-shop.server";
import { declaredScopes } from "~/env.server";
import type { World } from "~/ports/world";

/** Shopify's index of changed orders may lag behind a little: the last stretch is looked at twice. */
const OVERLAP_MS = 15 * 60_000;
/** A quarter of a million changed orders in one go; what is beyond waits for the next. */
const MOST_PAGES = 1_000;

export type ReconciliationProblem = { kind: "discount ended" | "discount gone"; about: string };
export type Reconciled =
  | { outcome: "reconciled"; ordersLooked: number; ordersFound: number; problems: ReconciliationProblem[] }
  /** The order history was not read yet: reading it is not this one's work. */
  | { outcome: "no history yet" };

/** Throws ShopProblem when Shopify cannot be asked; the next one then looks from where the last finished one did. Outcomes: see Reconciled. */
export async function reconcileShop(world: World, { why }: { why: string }): Promise<Reconciled> {
  const { shopId } = world;
  const startedAt = world.clock.now();
  const lookedFrom = await readWhereToBegin(world);
  if (!lookedFrom) return { outcome: "no history yet" };
  const reconciliationId = world.chance.uuid();
  await world.transaction(({ db }) => db.reconciliation.create({ data: { shopId, reconciliationId, why, lookedFrom, startedAt } }));

  // What the owner let us do may have changed untold, too.
  await updateShop(world, { declaredScopes });
  let [ordersLooked, ordersFound, after]: [number, number, string | null] = [0, 0, null];
  for (let page = 0; page < MOST_PAGES; page++) {
    const { orders, next } = await world.shop.readChangedOrders({ since: lookedFrom, after });
    ordersLooked += orders.length;
    ordersFound += await readAgain(world, orders);
    after = next;
    if (next === null) break;
  }
  const problems = await compareDiscounts(world);
  await world.transaction(({ db }) =>
    db.reconciliation.update({
      where: { shopId_reconciliationId: { shopId, reconciliationId } },
      // Cut off at the bound it is not finished: the next one begins where this one did, and finds fewer to read again.
      data: { ordersLooked, ordersFound, problems, finishedAt: after === null ? world.clock.now() : null },
    }),
  );
  return { outcome: "reconciled", ordersLooked, ordersFound, problems };
}

/** A little before the last finished comparison began; before the first one, a little before the history was asked for. */
async function readWhereToBegin(world: World): Promise<Date | null> {
  const { shopId } = world;
  const from = await world.transaction(async ({ db }) => {
    const last = await db.reconciliation.findFirst({ where: { shopId, finishedAt: { not: null } }, orderBy: { startedAt: "desc" } });
    if (last) return last.startedAt;
    const history = await db.import.findFirst({ where: { shopId, kind: "orders", state: "done" }, orderBy: { requestedAt: "desc" } });
    return history?.requestedAt ?? null;
  });
  return from && new Date(from.getTime() - OVERLAP_MS);
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

async function compareDiscounts(world: World): Promise<ReconciliationProblem[]> {
  const { shopId } = world;
  const ours = await world.transaction(({ db }) =>
    db.discount.findMany({ where: { shopId, state: "live", shopifyId: { not: null } }, select: { kind: true, shopifyId: true } }),
  );
  const problems: ReconciliationProblem[] = [];
  for (const { kind, shopifyId } of ours) {
    const state = await world.shop.readDiscountState(shopifyId!);
    if (state !== "working") problems.push({ kind: state === "gone" ? "discount gone" : "discount ended", about: kind });
  }
  return problems;
}
