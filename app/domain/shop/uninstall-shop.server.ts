/**
 * The shop has left: its tokens are dead already, so nothing of Shopify is asked; its sessions go at once, its rows stay
 * until Shopify asks for erasure. An uninstall that was triggered before the shop came back changes nothing but what we know of the
 * web pixel, which Shopify takes away with every installation.
 */
import type { World } from "~/ports/world";
import { settlePixelLater } from "../program/settle-pixel-later.server";
import type { ShopState } from "./shop";

/**
 * @param at when Shopify triggered it
 * @returns {outcome: "uninstalled"}; "came late": the shop has been let in again since; "unknown": there is no such shop
 */
export async function uninstallShop(world: World, { at }: { at: Date }): Promise<{ outcome: "uninstalled" | "came late" | "unknown" }> {
  const { shopId } = world;
  const outcome = await world.transaction(async ({ db }) => {
    const shop = await db.shop.findUnique({ where: { shopId } });
    if (!shop) return "unknown";
    const { count } = await db.shop.updateMany({
      where: { shopId, installedAt: { lte: at } },
      data: { state: "uninstalled" satisfies ShopState, uninstalledAt: at, pixelId: null },
    });
    if (count) return "uninstalled";
    // The web pixel went with the installation all the same; one that was made since is found again.
    if (shop.pixelWanted) {
      await db.shop.updateMany({ where: { shopId, pixelWanted: true }, data: { pixelId: null } });
      await settlePixelLater(world, "the shop had left");
    }
    return "came late";
  });
  if (outcome !== "came late") await world.door.forgetSessions();
  return { outcome };
}
