/** Asks that the store's web pixel follows what its owner wants and whether a programme runs: one such job waits at a time. */
import type { World } from "~/ports/world";

const PIXEL_ONCE = "pixel";

/** Joins the transaction at hand. */
export function settlePixelLater(world: World, why: string): Promise<void> {
  return world.transaction(({ queue }) => queue.add("pixel.settle", { why }, { onceKey: PIXEL_ONCE }));
}
