/**
 * What one order was for the person who placed it: their reward being taken, their own purchase that does not count, or a
 * purchase that an ambassador who told them is thanked for. Only the order's own buyer is told anything about it.
 */
import type { World } from "~/ports/world";
import { isBought } from "../order/became";

export type OrderNote =
  | { outcome: "a reward"; title: string }
  /** It carried their own code or link; why it earned nothing. */
  | { outcome: "their own"; reason: string }
  | { outcome: "counts for"; name: string }
  /** Unknown, or not decided about: of an order just placed there may be something in a moment. */
  | { outcome: "not known yet" }
  | { outcome: "nothing to say" };

/** Outcomes: see OrderNote; somebody else's order has nothing to say, nor has a friend's that isn't paid or came to nothing. */
export function readOrderNote(world: World, { buyerId, orderId }: { buyerId: string; orderId: string }): Promise<OrderNote> {
  const { shopId } = world;
  const nothing = { outcome: "nothing to say" } as const;
  return world.transaction(async ({ db }): Promise<OrderNote> => {
    const order = await db.order.findUnique({
      where: { shopId_orderId: { shopId, orderId } },
      select: { buyerId: true, ownReward: true, paidAt: true, cancelledAt: true, dispute: true, goodsMinor: true },
    });
    if (!order) return { outcome: "not known yet" };
    if (order.buyerId !== buyerId) return nothing;
    const self = await db.ambassador.findUnique({ where: { shopId_buyerId: { shopId, buyerId } }, select: { ambassadorId: true } });
    if (order.ownReward) {
      const taken =
        self && (await db.reward.findFirst({ where: { shopId, ...self, usedOrderId: orderId }, select: { productTitle: true } }));
      return taken ? { outcome: "a reward", title: taken.productTitle } : nothing;
    }
    const decision = await db.decision.findFirst({ where: { shopId, orderId }, orderBy: { sequence: "desc" } });
    if (!decision) return { outcome: "not known yet" };
    if (!decision.ambassadorId) return nothing;
    const { ambassadorId, outcome, reason } = decision;
    if (ambassadorId === self?.ambassadorId) return { outcome: "their own", reason };
    if (outcome !== "attributed" || !isBought(order)) return nothing;
    const thanked = await db.ambassador.findFirst({ where: { shopId, ambassadorId, state: "active" }, select: { name: true } });
    return thanked ? { outcome: "counts for", name: thanked.name } : nothing;
  });
}
