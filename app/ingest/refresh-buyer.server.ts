/** One buyer read anew from Shopify. Customers without orders are not kept: they are no buyers of this shop yet. */
import { saveBuyer } from "~/domain/buyer/save-buyer.server";
import type { World } from "~/ports/world";

/**
 * @param insteadOf a buyer whose place this one takes: read then, even when we did not know them
 * @returns {outcome: "refreshed"}; "no buyer": not one of ours; "gone": Shopify knows no such customer
 */
export async function refreshBuyer(
  world: World,
  { buyerId, insteadOf }: { buyerId: string; insteadOf?: string },
): Promise<{ outcome: "refreshed" | "no buyer" | "gone" }> {
  const { shopId } = world;
  const known = await world.transaction(({ db }) =>
    db.buyer.findFirst({ where: { shopId, buyerId: { in: insteadOf ? [buyerId, insteadOf] : [buyerId] } } }),
  );
  if (!known) return { outcome: "no buyer" };
  const readAt = world.clock.now();
  const buyer = await world.shop.readBuyer(buyerId);
  if (!buyer) return { outcome: "gone" };
  await saveBuyer(world, buyer, { readAt, currency: known.currency });
  return { outcome: "refreshed" };
}
