/**
 * An owner's word that an ambassador's code is to work again, after somebody removed it in Shopify: it is minted anew. What it earned
 * while it worked stays theirs meanwhile. Should Shopify not take it, they get another (settleMinting).
 */
import type { World } from "~/ports/world";
import { lockCodes } from "./lock-codes.server";
import { MINTING_ONCE } from "./minting";

/** Outcomes: "asked"; "unknown", it is no code that ought to work. */
export function restoreCode(world: World, { codeId }: { codeId: string }): Promise<{ outcome: "asked" | "unknown" }> {
  const { shopId } = world;
  return world.transaction(async (tx) => {
    const { db, queue } = tx;
    await lockCodes(world, tx);
    const { count } = await db.shareCode.updateMany({
      where: { shopId, codeId, state: "live", retiresAt: null },
      data: { state: "waiting", mintingId: null, waitsSince: world.clock.now() },
    });
    // Pressed twice, it waits already.
    const waits = count || (await db.shareCode.count({ where: { shopId, codeId, state: "waiting", retiresAt: null } }));
    if (!waits) return { outcome: "unknown" };
    await queue.add("minting.advance", { why: "a code was removed in Shopify" }, { onceKey: MINTING_ONCE });
    return { outcome: "asked" };
  });
}
