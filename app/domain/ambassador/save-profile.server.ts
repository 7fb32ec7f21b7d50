/** Keeps what an ambassador tells of themselves, in place of what they told before; an empty profile leaves nothing behind. */
import type { World } from "~/ports/world";
import { isEmptyProfile, type Profile } from "./profile";

/** Joins the transaction at hand. @returns {outcome: "saved"}; "no ambassador", also for one who has left */
export function saveProfile(
  world: World,
  { profile, ...who }: ({ ambassadorId: string } | { buyerId: string }) & { profile: Profile },
): Promise<{ outcome: "saved" | "no ambassador" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const ambassador = await db.ambassador.findFirst({ where: { shopId, state: "active", ...who }, select: { ambassadorId: true } });
    if (!ambassador) return { outcome: "no ambassador" };
    const { ambassadorId } = ambassador;
    // Two presses at once write one after the other.
    await db.$executeRaw`SELECT FROM ambassador WHERE shop_id = ${shopId} AND ambassador_id = ${ambassadorId}::uuid FOR UPDATE`;
    await db.profileHandle.deleteMany({ where: { shopId, ambassadorId } });
    await db.profile.deleteMany({ where: { shopId, ambassadorId } });
    if (isEmptyProfile(profile)) return { outcome: "saved" };
    const { handles, topics, region } = profile;
    await db.profile.create({ data: { shopId, ambassadorId, region, topics, saidAt: world.clock.now() } });
    await db.profileHandle.createMany({ data: handles.map((handle, at) => ({ shopId, ambassadorId, position: at + 1, ...handle })) });
    return { outcome: "saved" };
  });
}
