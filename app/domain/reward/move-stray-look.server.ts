/** How far was looked for strays, moved forward by whoever looked on from there. */
import type { World } from "~/ports/world";
import type { StrayKind } from "./stray";

/** @returns false: somebody else has moved it, or a backup was put back meanwhile; then theirs stands */
export function moveStrayLook(world: World, { kind, was, until }: { kind: StrayKind; was: Date; until: Date }): Promise<boolean> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const { count } = await db.strayLook.updateMany({ where: { shopId, kind, lookedUntil: was }, data: { lookedUntil: until } });
    return count > 0;
  });
}
