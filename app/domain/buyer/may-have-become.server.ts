/**
 * A customer whom Shopify shows no more may have become another, of which its webhook, or the comparison of all customers (compareBuyers),
 * has not told us yet: until then nothing that waits for them is given up.
 */
import type { World } from "~/ports/world";

/** When to look again what became of them. */
export const BECOME_AGAIN_MS = 3 * 3_600_000;
/** The comparison has seen that they are gone, and has found nobody whom they became, several times by then. */
const SURE_AFTER_MS = 24 * 3_600_000;

/** Joins the transaction at hand. False also of who is not known here, is erased, or is known to have become another. */
export function mayHaveBecome(world: World, { buyerId }: { buyerId: string }): Promise<boolean> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }) => {
    const buyer = await db.buyer.findUnique({
      where: { shopId_buyerId: { shopId, buyerId } },
      select: { erasedAt: true, mergedInto: true, goneAt: true },
    });
    if (!buyer || buyer.erasedAt || buyer.mergedInto) return false;
    return !buyer.goneAt || clock.now().getTime() - buyer.goneAt.getTime() < SURE_AFTER_MS;
  });
}
