/** Whether the owner wants the web pixel, and why Shopify would not have it. */
import type { World } from "~/ports/world";

export async function readPixel(world: World): Promise<{ wanted: boolean; problem: string | null }> {
  const { shopId } = world;
  const shop = await world.transaction(({ db }) =>
    db.shop.findUnique({ where: { shopId }, select: { pixelWanted: true, pixelProblem: true } }),
  );
  return { wanted: shop?.pixelWanted ?? false, problem: shop?.pixelProblem ?? null };
}
