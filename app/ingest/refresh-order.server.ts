/**
 * One order brought up to date, whatever told us of it: it is read from Shopify, and then everything that follows from
 * it (its buyer's summary, a reward's or a click's use, the decision, the credit) happens in one transaction or not at all.
 * What is owed for another reason (two customers became one, an owner said "fine") does not wait for Shopify to show the order:
 * where it doesn't, or shows an older state, it is decided by what we hold.
 */
import { holdWithLater } from "~/domain/attribution/hold-with-later.server";
import { holdBuyerOf } from "~/domain/buyer/hold-buyer-of.server";
import { holdBuyers } from "~/domain/buyer/hold-buyers.server";
import { saveBuyer } from "~/domain/buyer/save-buyer.server";
import { summariseBuyer } from "~/domain/buyer/summarise-buyer.server";
import { noteClickUse } from "~/domain/click/note-click-use.server";
import { watchCodes } from "~/domain/leak/watch-codes.server";
import { clickIdOf } from "~/domain/order/click-attribute";
import { saveOrder } from "~/domain/order/save-order.server";
import { markOwnReward } from "~/domain/reward/mark-own-reward.server";
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
  const as: As = { readAt, holds: [] };
  for (let turn = 0; turn < MOST_HANDS; turn++) {
    const kept = await keepOrder(world, order, as);
    if (kept.outcome === "stale") await decideAsHeld(world, orderId);
    if (kept.outcome === "refreshed" || kept.outcome === "stale") return kept;
    as.holds.push(kept.buyerId);
    if (kept.outcome === "changes hands") {
      as.mayLeave = kept.buyerId;
      await followBuyer(world, order, kept.buyerId);
    }
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

/** `holds`: whom it is said to be of, apart from the customer it names: who that one became, and whose it was. */
type As = { readAt: Date; mayLeave?: string; holds: string[] };
/** `buyerId`: who has to be held first, next time; nothing was written. */
type Kept = Exclude<Refreshed, { outcome: "not seen" }> | { outcome: "changes hands" | "is another's"; buyerId: string };

function keepOrder(world: World, order: ReadOrder, as: As): Promise<Kept> {
  const { orderId, buyer } = order;
  return world.transaction(async (tx): Promise<Kept> => {
    // Buyers before the order, as mergeBuyers takes them.
    if (as.holds.length) await holdBuyers(world, tx, { buyerIds: [...as.holds, ...(buyer ? [buyer.buyerId] : [])] });
    const known = buyer && (await saveBuyer(world, buyer, { readAt: as.readAt, currency: order.currency }));
    if (known?.outcome === "merged" && !as.holds.includes(known.buyerId)) return { outcome: "is another's", buyerId: known.buyerId };
    const saved = await saveOrder(world, order, as);
    if (saved.outcome === "changes hands") return { outcome: "changes hands", buyerId: saved.formerBuyerId };
    if (saved.outcome === "stale") return saved;
    const buyerIds = [saved.buyerId, saved.formerBuyerId].flatMap((buyerId) => buyerId ?? []);
    // Taken off its customer (by hand, or because they are forgotten) it was still the one before their others.
    const formerBuyerId = saved.buyerId === null ? null : saved.formerBuyerId;
    const leaning = buyerIds.length ? await holdWithLater(world, tx, { orderId, formerBuyerId }) : [orderId];
    const reward = await markOwnReward(world, { orderId, saved: order });
    if (!order.test) await noteClickUse(world, { codes: order.codes, clickId: clickIdOf(order.attributes), placedAt: order.placedAt });
    for (const buyerId of buyerIds) await summariseBuyer(world, { buyerId });
    // Before it is decided: the use that is one too many is the first that waits.
    if (order.codes.length) await watchCodes(world, order);
    await decideOrders(world, leaning);
    if (reward.outcome === "a reward") await noteRewardUse(world, { orderId, saved: order });
    return { outcome: "refreshed" };
  });
}

async function decideAsHeld(world: World, orderId: string): Promise<void> {
  await world.transaction(async (tx) => {
    const buyerId = await holdBuyerOf(world, tx, { orderId });
    const leaning = await holdWithLater(world, tx, { orderId });
    const reward = await markOwnReward(world, { orderId });
    if (reward.outcome === "order unknown") return;
    await decideOrders(world, leaning);
    if (reward.outcome !== "a reward") return;
    await noteRewardUse(world, { orderId });
    if (buyerId) await summariseBuyer(world, { buyerId });
  });
}
