/** Whether the owner wants the web pixel, whether it is in their store, and why Shopify would not do as they want. */
import type { World } from "~/ports/world";

export async function readPixel(world: World): Promise<{ wanted: boolean; there: boolean; problem: string | null }> {
  const { shopId } = world;
  const shop = await world.transaction(({ db }) =>
    db.shop.findUnique({ where: { shopId }, select: { pixelWanted: true, pixelProblem: true, pixelId: true } }),
  );
  return { wanted: shop?.pixelWanted ?? false, there: Boolean(shop?.pixelId), problem: shop?.pixelProblem ?? null };
}
