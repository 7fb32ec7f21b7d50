/** Keeps a buyer as they were read. A stale reading changes nothing; an erased buyer stays nobody, whatever is read later. */
import type { ReadBuyer } from "~/ports/shop";
import type { World } from "~/ports/world";

/**
 * @param readAt the clock's time before Shopify was asked
 * @param currency the shop's; the summary is in it
 * @returns {outcome: "saved"}; "stale": a later reading is stored; "erased" or "merged": the row stays as it is
 */
export function saveBuyer(
  world: World,
  { buyerId, ...person }: ReadBuyer,
  { readAt, currency }: { readAt: Date; currency: string },
): Promise<{ outcome: "saved" | "stale" | "erased" | "merged" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`buyer ${shopId} ${buyerId}`}, 0))`;
    const stored = await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId } } });
    if (stored?.erasedAt) return { outcome: "erased" };
    if (stored?.mergedInto) return { outcome: "merged" };
    if (stored && stored.readAt > readAt) return { outcome: "stale" };
    const row = { ...person, readAt };
    await db.buyer.upsert({ where: { shopId_buyerId: { shopId, buyerId } }, create: { shopId, buyerId, currency, ...row }, update: row });
    return { outcome: "saved" };
  });
}
