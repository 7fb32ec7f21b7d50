/**
 * Erases everything of a shop, 48 hours after it left, and leaves a proof without its name. It does not matter whether
 * we ever heard that it left: Shopify asks only for shops that have.
 */
import type { World } from "~/ports/world";

/**
 * @param askedAt when Shopify asked, as an ISO instant
 * @returns {outcome: "erased", rows}; {outcome: "kept"} when the shop has let us in again since it was asked
 */
export async function eraseShop(
  world: World,
  { askedAt }: { askedAt: string },
): Promise<{ outcome: "erased"; rows: bigint } | { outcome: "kept" }> {
  const shop = await world.transaction(({ db }) => db.shop.findUnique({ where: { shopId: world.shopId } }));
  if (shop && shop.installedAt > new Date(askedAt)) return { outcome: "kept" };
  return { outcome: "erased", rows: await world.door.eraseShop(world.clock.now()) };
}
