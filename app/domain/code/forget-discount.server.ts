/**
 * A discount that was deleted in Shopify is gone with every code it carried: it is to be made anew. The ambassadors' codes that ought to
 * work wait to be added again, as their orders of before go on counting; the single-use codes that lay ready do, too, so that no friend
 * is given one that takes nothing off. What was being added to it has come to nothing.
 */
import type { World } from "~/ports/world";
import { lockCodes, lockMintings } from "./lock-codes.server";

/** Outcomes: "forgotten"; "unknown", it is not known by this id (any more). */
export function forgetDiscount(
  world: World,
  { discountId, shopifyId }: { discountId: string; shopifyId: string },
): Promise<{ outcome: "forgotten" | "unknown" }> {
  const { shopId } = world;
  return world.transaction(async (tx) => {
    const { db } = tx;
    await lockMintings(world, tx);
    await lockCodes(world, tx);
    const { count } = await db.discount.updateMany({
      where: { shopId, discountId, shopifyId },
      data: { shopifyId: null, state: "intended", pausedUntil: null },
    });
    if (!count) return { outcome: "unknown" };
    await db.minting.updateMany({
      where: { shopId, discountId, state: { in: ["intended", "running"] } },
      data: { state: "failed", problem: "Its discount was deleted in Shopify." },
    });
    const { kind, programId } = await db.discount.findUniqueOrThrow({ where: { shopId_discountId: { shopId, discountId } } });
    const now = world.clock.now();
    if (kind === "share") {
      await db.shareCode.updateMany({ where: { shopId, programId, state: "waiting" }, data: { mintingId: null } });
      await db.shareCode.updateMany({
        where: { shopId, programId, state: "live", OR: [{ retiresAt: null }, { retiresAt: { gt: now } }] },
        data: { state: "waiting", mintingId: null, waitsSince: now },
      });
    } else await db.clickCode.updateMany({ where: { shopId, programId, state: "ready" }, data: { state: "waiting" } });
    return { outcome: "forgotten" };
  });
}
