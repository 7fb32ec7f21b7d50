/**
 * Keeps an order as it was read. Readings may end in any order, so each says when it was asked for: one that began
 * before the stored one, or that shows an older state of Shopify's, is stale and changes nothing. One order is saved by
 * one transaction at a time.
 */
import type { Prisma } from "@prisma/client";
import type { ReadOrder } from "~/ports/shop";
import type { World } from "~/ports/world";
import { clickIdOf } from "./click-attribute";
import { marksOf } from "./mark";
import { amountsOf } from "./order";

export type Saved =
  /** `buyerId`: whose it is now; `formerBuyerId`: whose it was, when that changed. */
  | { outcome: "saved"; buyerId: string | null; formerBuyerId: string | null }
  /** A later reading is stored already. */
  | { outcome: "stale" };

/** @param readAt the clock's time before Shopify was asked. Outcomes: see Saved. */
export function saveOrder(world: World, order: ReadOrder, { readAt }: { readAt: Date }): Promise<Saved> {
  const { shopId } = world;
  const { orderId } = order;
  return world.transaction(async ({ db }): Promise<Saved> => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`order ${shopId} ${orderId}`}, 0))`;
    const stored = await db.order.findUnique({ where: { shopId_orderId: { shopId, orderId } } });
    if (stored && (stored.readAt > readAt || stored.shopifyUpdatedAt > order.updatedAt)) return { outcome: "stale" };

    const buyer = order.buyer && (await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId: order.buyer.buyerId } } }));
    const buyerId = buyer?.mergedInto ?? order.buyer?.buyerId ?? null;
    const row = {
      name: order.name,
      buyerId,
      // Whom we erased, Shopify erases a little later.
      email: buyer?.erasedAt ? null : order.email,
      placedAt: order.placedAt,
      cancelledAt: order.cancelledAt,
      paidAt: paidAt(order, stored),
      fulfilledAt: order.fulfilledAt,
      test: order.test,
      renewal: order.renewal,
      currency: order.currency,
      ...amountsOf(order),
      financialStatus: order.financialStatus,
      sourceName: order.sourceName,
      tags: order.tags,
      codes: order.codes,
      clickId: clickIdOf(order.attributes),
      buyerOrderIndex: order.buyerOrderIndex,
      countryCode: order.countryCode,
      province: order.province,
      gift: order.gift,
      marks: marksNow(world, order, buyer),
      shopifyUpdatedAt: order.updatedAt,
      readAt,
    };
    await db.order.upsert({ where: { shopId_orderId: { shopId, orderId } }, create: { shopId, orderId, ...row }, update: row });
    await db.orderLine.deleteMany({ where: { shopId, orderId } });
    await db.orderLine.createMany({
      data: order.lines.map((line): Prisma.OrderLineCreateManyInput => ({ shopId, orderId, ...line, readAt })),
    });
    return { outcome: "saved", buyerId, formerBuyerId: stored && stored.buyerId !== buyerId ? stored.buyerId : null };
  });
}

/** Whom we erased leaves no mark; what was read without a contact keeps the marks that are there. */
function marksNow(world: World, { contact }: ReadOrder, buyer: { erasedAt: Date | null } | null): string[] | undefined {
  if (buyer?.erasedAt) return [];
  return contact ? marksOf(world, contact) : undefined;
}

/**
 * Shopify's order says that it is paid, not since when. Paid when first seen: since it was placed, however late we saw
 * it; seen unpaid before: since its latest change.
 */
function paidAt(order: ReadOrder, stored: { paidAt: Date | null } | null): Date | null {
  if (!order.paid) return null;
  if (!stored) return order.placedAt;
  return stored.paidAt ?? order.updatedAt;
}
