/**
 * A reading of the history that is under way and that no job takes further: its job was dropped while the shop had left, or used up
 * its attempts. It goes on where it was; a stop that was asked for meanwhile is then heard.
 */
import type { World } from "~/ports/world";

/** A reading that goes on is seen to: every step and every batch writes when it changed. */
const STANDS_STILL_MS = 10 * 60_000;

/** @param stillMs for how long nothing happened; left out: ten minutes. Returns how many were asked for again; at most one of each kind is open */
export function resumeLostImports(world: World, { stillMs = STANDS_STILL_MS }: { stillMs?: number } = {}): Promise<{ imports: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const open = await db.import.findMany({
      where: {
        shopId,
        state: { in: ["requested", "preparing", "reading"] },
        changedAt: { lte: new Date(world.clock.now().getTime() - stillMs) },
      },
      select: { importId: true },
    });
    return { imports: await queue.addLost("import.advance", open, { onceKey: ({ importId }) => importId }) };
  });
}
