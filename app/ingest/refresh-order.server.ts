/**
 * One order brought up to date, whatever told us of it: it is read from Shopify, and then everything that follows from
 * it (its buyer's summary, a reward's or a click's use, the decision, the credit) happens in one transaction or not at all.
 * What is owed for another reason (two customers became one, an owner said "fine") does not wait for Shopify to show the order:
 * where it doesn't, or shows an older state, it is decided by what we hold.
 */
import { holdWithLater } from "~/domain/attribution/hold-with-later.server";
import { saveBuyer } from "~/domain/buyer/save-buyer.server";
import { summariseBuyer } from "~/domain/buyer/summarise-buyer.server";
import { noteClickUse } from "~/domain/click/note-click-use.server";
import { watchCodes } from "~/domain/leak/watch-codes.server";
import { clickIdOf } from "~/domain/order/click-attribute";
import { saveOrder, type Saved } from "~/domain/order/save-order.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import type { ReadOrder } from "~/ports/shop";
import type { World } from "~/ports/world";
import { decideOrders } from "./decide-orders.server";
import { joinMergedBuyers } from "./join-merged-buyers.server";

/** Others may move it meanwhile: each time is one more look. */
const MOST_HANDS = 3;

export type Refreshed =
  | { outcome: "refreshed" }
  /** A later reading was stored meanwhile: decided by that one. */
  | { outcome: "stale" }
  /** Shopify knows no such order, or does not let us see it: what we hold stays as it is, and is decided. */
  | { outcome: "not seen" };

/** Throws ShopProblem when Shopify cannot be asked. Outcomes: see Refreshed. */
export async function refreshOrder(world: World, { orderId }: { orderId: string }): Promise<Refreshed> {
  const readAt = world.clock.now();
  const order = await world.shop.readOrder(orderId);
  if (!order) {
    await decideAsHeld(world, orderId);
    return { outcome: "not seen" };
  }
  let mayLeave: string | undefined;
  for (let turn = 0; turn < MOST_HANDS; turn++) {
    const kept = await keepOrder(world, order, { readAt, mayLeave });
    if (kept.outcome === "stale") await decideAsHeld(world, orderId);
    if (kept.outcome !== "changes hands") return kept;
    mayLeave = kept.formerBuyerId;
    await followBuyer(world, order, mayLeave);
  }
  throw new Error(`order ${orderId} goes from hand to hand while it is read`);
}

/**
 * The customer it was of is gone, and it names another one: the two became one, whether or not a webhook has told us. It is the last
 * sign of that, once all their orders are the other's. A merchant who moved an order by hand left the customer where they were, and of
 * whom we erased it says nothing that they are gone.
 */
async function followBuyer(world: World, { buyer }: ReadOrder, formerBuyerId: string): Promise<void> {
  const { shopId } = world;
  const former = await world.transaction(({ db }) =>
    db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId: formerBuyerId } } }),
  );
  if (buyer && !former?.erasedAt && !(await world.shop.readBuyer(formerBuyerId)))
    await joinMergedBuyers(world, { keptId: buyer.buyerId, deletedId: formerBuyerId });
}

type Kept = Exclude<Refreshed, { outcome: "not seen" }> | Extract<Saved, { outcome: "changes hands" }>;

function keepOrder(world: World, order: ReadOrder, as: { readAt: Date; mayLeave?: string }): Promise<Kept> {
  const { orderId } = order;
  return world.transaction(async (tx): Promise<Kept> => {
    // Buyer before order, as mergeBuyers takes them.
    if (order.buyer) await saveBuyer(world, order.buyer, { readAt: as.readAt, currency: order.currency });
    const saved = await saveOrder(world, order, as);
    if (saved.outcome !== "saved") return saved;
    const buyerIds = [saved.buyerId, saved.formerBuyerId].flatMap((buyerId) => buyerId ?? []);
    // Taken off its customer (by hand, or because they are forgotten) it was still the one before their others.
    const formerBuyerId = saved.buyerId === null ? null : saved.formerBuyerId;
    const leaning = buyerIds.length ? await holdWithLater(world, tx, { orderId, formerBuyerId }) : [orderId];
    await noteRewardUse(world, { orderId, saved: order });
    if (!order.test) await noteClickUse(world, { codes: order.codes, clickId: clickIdOf(order.attributes), placedAt: order.placedAt });
    for (const buyerId of buyerIds) await summariseBuyer(world, { buyerId });
    // Before it is decided: the use that is one too many is the first that waits.
    if (order.codes.length) await watchCodes(world, order);
    await decideOrders(world, leaning);
    return { outcome: "refreshed" };
  });
}

async function decideAsHeld(world: World, orderId: string): Promise<void> {
  const { shopId } = world;
  const noted = await world.transaction(async (tx) => {
    const leaning = await holdWithLater(world, tx, { orderId });
    const use = await noteRewardUse(world, { orderId });
    if (use.outcome !== "order unknown") await decideOrders(world, leaning);
    return use;
  });
  if (noted.outcome !== "used") return;
  // In a transaction of its own: a buyer is taken before their order everywhere.
  const order = await world.transaction(({ db }) =>
    db.order.findUnique({ where: { shopId_orderId: { shopId, orderId } }, select: { buyerId: true } }),
  );
  if (order?.buyerId) await summariseBuyer(world, { buyerId: order.buyerId });
}
