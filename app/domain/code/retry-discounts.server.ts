/**
 * An owner's word that Shopify is to be asked again for what it refused of the friends' discounts: to make one, to change one, or to take
 * codes. Whatever was in the way may have been put right there.
 */
import type { World } from "~/ports/world";
import { MINTING_ONCE, waitsLong } from "./minting";

/** Jobs do it. Outcomes: "asked"; "nothing to do", nothing was refused and no code waits, or the programme has ended. */
export function retryDiscounts(world: World): Promise<{ outcome: "asked" | "nothing to do" }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    // Codes wait because the discount may be gone, without a word of Shopify's.
    const waiting = await db.shareCode.count({ where: { shopId, ...waitsLong(world.clock.now()) } });
    const asked = [{ state: "failed" }, { problem: { not: null } }, ...(waiting ? [{ kind: "share", state: "live" }] : [])];
    const refused = await db.discount.findMany({ where: { shopId, program: { state: "live" }, OR: asked }, select: { discountId: true } });
    if (!refused.length) return { outcome: "nothing to do" };
    const which = { shopId, discountId: { in: refused.map(({ discountId }) => discountId) } };
    await db.discount.updateMany({ where: which, data: { pausedUntil: null } });
    await db.discount.updateMany({ where: { ...which, state: "failed" }, data: { state: "intended" } });
    await queue.addMany("discount.publish", refused, { onceKey: ({ discountId }) => discountId });
    await queue.add("minting.advance", { why: "the owner asked for it again" }, { onceKey: MINTING_ONCE });
    return { outcome: "asked" };
  });
}
