/** Whether nothing may be given to a customer for now: something was found that may be theirs, and the owner has not said what it is. */
import type { World } from "~/ports/world";

export function readHeld(world: World, { buyerId }: { buyerId: string }): Promise<boolean> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => (await db.stray.count({ where: { shopId, buyerId, answer: null } })) > 0);
}
