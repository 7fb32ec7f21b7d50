/**
 * Leaving takes one press: the membership ends, the page closes and the codes are retired here. What is earned stays
 * theirs. Shopify goes on taking the code from friends who have it, because they were promised it; attribution no
 * longer counts it.
 */
import type { World } from "~/ports/world";

export type LeaveProgramOutcome = { outcome: "left" } | { outcome: "already left" } | { outcome: "no ambassador" };

/** By the signed-in buyer or, for the owner, by the ambassador. */
export async function leaveProgram(world: World, who: { ambassadorId: string } | { buyerId: string }): Promise<LeaveProgramOutcome> {
  return world.transaction(async ({ db, queue }) => {
    const { shopId } = world;
    const now = world.clock.now();
    const ambassador = await db.ambassador.findFirst({ where: { shopId, ...who }, select: { ambassadorId: true, buyerId: true } });
    if (!ambassador) return { outcome: "no ambassador" };
    const { ambassadorId, buyerId } = ambassador;
    const left = await db.ambassador.updateMany({
      where: { shopId, ambassadorId, state: "active" },
      data: { state: "left", leftAt: now, pausedAt: null },
    });
    if (!left.count) return { outcome: "already left" };
    await db.membership.updateMany({ where: { shopId, ambassadorId, leftAt: null }, data: { leftAt: now } });
    await db.shareCode.updateMany({ where: { shopId, ambassadorId, state: { in: ["waiting", "live"] } }, data: { state: "retired" } });
    await db.contact.create({
      data: {
        shopId,
        contactId: world.chance.uuid(),
        buyerId,
        kind: "left",
        channel: "storefront",
        state: "recorded",
        about: "left the programme",
        happenedAt: now,
      },
    });
    // Whoever comes back and leaves again is thanked again.
    const cause = `${ambassadorId} ${now.toISOString()}`;
    await queue.add("letter.write", { kind: "goodbye", cause, buyerId }, { onceKey: `goodbye ${cause}` });
    return { outcome: "left" };
  });
}
