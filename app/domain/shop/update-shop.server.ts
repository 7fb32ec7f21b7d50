/** The shop's profile and granted scopes as they are now. A needed scope taken away shows as "needs permission"; given back, it mends. */
import type { World } from "~/ports/world";
import { missingScopes, PIXEL_ONCE, PIXEL_SCOPES, type ShopState } from "./shop";

/**
 * @param declaredScopes what the app asks for; left out: the shop's state is not judged
 * @returns {outcome: "updated", state}; "not installed" when the shop has left or never came
 */
export async function updateShop(
  world: World,
  { declaredScopes }: { declaredScopes?: string[] } = {},
): Promise<{ outcome: "updated"; state: ShopState } | { outcome: "not installed" }> {
  const { shopId } = world;
  const known = await world.transaction(({ db }) => db.shop.findUnique({ where: { shopId } }));
  if (!known || known.state === "uninstalled") return { outcome: "not installed" };
  const { proxyPrefix: _whereItBegan, ...profile } = await world.shop.readProfile();
  const state: ShopState = declaredScopes && missingScopes(declaredScopes, profile.scopes).length ? "needs permission" : "installed";
  const { count } = await world.transaction(async ({ db, queue }) => {
    // Wanted before Shopify was asked to allow it.
    if (known.pixelWanted && !known.pixelId && PIXEL_SCOPES.every((scope) => profile.scopes.includes(scope)))
      await queue.add("pixel.settle", { why: "it is allowed now" }, { onceKey: PIXEL_ONCE });
    return db.shop.updateMany({ where: { shopId, state: { not: "uninstalled" } }, data: { ...profile, state } });
  });
  return count ? { outcome: "updated", state } : { outcome: "not installed" };
}
