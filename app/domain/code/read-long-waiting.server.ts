/** Ambassadors' codes that ought to work and have waited for Shopify for longer than any addition of codes takes. */
import type { World } from "~/ports/world";
import { LONGEST_RUN_MS } from "./minting";

/** In upper case. Joins the transaction at hand, if there is one. */
export function readLongWaiting(world: World): Promise<Set<string>> {
  const { shopId } = world;
  const before = new Date(world.clock.now().getTime() - LONGEST_RUN_MS);
  return world.transaction(async ({ db }) => {
    const rows = await db.shareCode.findMany({
      where: {
        ...{ shopId, state: "waiting", retiresAt: null },
        OR: [{ waitsSince: { lt: before } }, { waitsSince: null, createdAt: { lt: before } }],
      },
      select: { code: true },
    });
    return new Set(rows.map(({ code }) => code));
  });
}
