/** An owner's word that a friends' discount is to be again as they set it here, after somebody changed it in Shopify. */
import type { World } from "~/ports/world";

/** A job does it. Outcomes: "asked"; "unknown", it is not (or no longer) one that works. */
export function restoreDiscount(world: World, { discountId }: { discountId: string }): Promise<{ outcome: "asked" | "unknown" }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const live = await db.discount.count({ where: { shopId, discountId, state: "live", program: { state: "live" } } });
    if (!live) return { outcome: "unknown" };
    await queue.add("discount.publish", { discountId, whole: true }, { onceKey: `whole ${discountId}` });
    return { outcome: "asked" };
  });
}
