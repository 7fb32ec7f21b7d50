/** The programme that ended last, while none is live: what may be let go on. */
import type { World } from "~/ports/world";

/** null while a programme is live, and where none ever ended. */
export function readEndedProgram(world: World): Promise<{ programId: string; endedAt: Date } | null> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    if (await db.program.count({ where: { shopId, state: "live" } })) return null;
    const ended = await db.program.findFirst({ where: { shopId, endedAt: { not: null } }, orderBy: { endedAt: "desc" } });
    return ended?.endedAt ? { programId: ended.programId, endedAt: ended.endedAt } : null;
  });
}
