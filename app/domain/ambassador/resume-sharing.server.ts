/** Ends an ambassador's pause: their page for friends is open again, as it was. */
import type { World } from "~/ports/world";

/** @returns {outcome: "resumed"}; "not paused"; "no ambassador", also for one who has left */
export function resumeSharing(
  world: World,
  { buyerId }: { buyerId: string },
): Promise<{ outcome: "resumed" | "not paused" | "no ambassador" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const where = { shopId, buyerId, state: "active" };
    const resumed = await db.ambassador.updateMany({ where: { ...where, pausedAt: { not: null } }, data: { pausedAt: null } });
    if (!resumed.count) return { outcome: (await db.ambassador.count({ where })) ? "not paused" : "no ambassador" };
    await db.contact.create({
      data: {
        ...{ shopId, contactId: world.chance.uuid(), buyerId, kind: "resumed", channel: "storefront", state: "recorded" },
        ...{ about: "goes on after a break", happenedAt: world.clock.now() },
      },
    });
    return { outcome: "resumed" };
  });
}
