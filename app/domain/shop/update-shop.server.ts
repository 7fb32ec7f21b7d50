/** The shop's profile and granted scopes as they are now. A needed scope taken away shows as "needs permission"; given back, it mends. */
import type { World } from "~/ports/world";
import { readEndedProgram } from "../program/read-ended-program.server";
import { settlePixelLater } from "../program/settle-pixel-later.server";
import { missingScopes, PIXEL_SCOPES, type ShopState } from "./shop";

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
  const { count } = await world.transaction(async ({ db }) => {
    // Wanted before Shopify was asked to allow it; or not to be taken out when its programme ended.
    const behind = (await readEndedProgram(world)) ? known.pixelId !== null : known.pixelWanted && !known.pixelId;
    if (behind && PIXEL_SCOPES.every((scope) => profile.scopes.includes(scope))) await settlePixelLater(world, "it is allowed now");
    return db.shop.updateMany({ where: { shopId, state: { not: "uninstalled" } }, data: { ...profile, state } });
  });
  return count ? { outcome: "updated", state } : { outcome: "not installed" };
}
