/**
 * A pause is the ambassador's own: their page for friends says that they take a break and gives nothing out. Nothing that was
 * promised is taken back: codes already said aloud and links already pressed keep working, and those orders count as ever.
 * So attribution needs to know nothing of pauses, and an ambassador loses nothing by one.
 */
import type { World } from "~/ports/world";

/** @returns {outcome: "paused"}; "already paused"; "no ambassador", also for one who has left */
export function pauseSharing(
  world: World,
  { buyerId }: { buyerId: string },
): Promise<{ outcome: "paused" | "already paused" | "no ambassador" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const now = world.clock.now();
    const paused = await db.ambassador.updateMany({ where: { shopId, buyerId, state: "active", pausedAt: null }, data: { pausedAt: now } });
    if (!paused.count) {
      const pausing = await db.ambassador.count({ where: { shopId, buyerId, state: "active" } });
      return { outcome: pausing ? "already paused" : "no ambassador" };
    }
    await db.contact.create({
      data: {
        ...{ shopId, contactId: world.chance.uuid(), buyerId, kind: "paused", channel: "storefront", state: "recorded" },
        ...{ about: "takes a break", happenedAt: now },
      },
    });
    return { outcome: "paused" };
  });
}
