/** Ambassadors' codes that have waited for Shopify for longer than any addition of codes takes. */
import type { World } from "~/ports/world";
import { waitsLong } from "./minting";

/** In upper case. */
export function readLongWaiting(world: World): Promise<Set<string>> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const rows = await db.shareCode.findMany({ where: { shopId, ...waitsLong(world.clock.now()) }, select: { code: true } });
    return new Set(rows.map(({ code }) => code));
  });
}
