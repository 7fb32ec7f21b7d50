/** The owner wants the web pixel in their store, or wants it away. What Shopify has follows by itself, as soon as it may. */
import type { World } from "~/ports/world";
import { settlePixelLater } from "../program/settle-pixel-later.server";

export function turnPixel(world: World, { on }: { on: boolean }): Promise<{ outcome: "turned" | "unchanged" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const { count } = await db.shop.updateMany({
      where: { shopId, pixelWanted: !on },
      data: { pixelWanted: on, pixelProblem: null },
    });
    if (!count) return { outcome: "unchanged" as const };
    await settlePixelLater(world, "the owner");
    return { outcome: "turned" as const };
  });
}
