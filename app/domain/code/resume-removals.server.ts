/** Finds retired share codes that Shopify may still take, because a job was lost or was refused, and asks anew. */
import type { World } from "~/ports/world";

const AT_ONCE = 500;

/** A job, hourly. Returns how many were asked for. */
export function resumeRemovals(world: World, _input: { why: string }): Promise<{ asked: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const due = await db.shareCode.findMany({
      where: { shopId, retiresAt: { not: null, lte: world.clock.now() }, removedAt: null },
      orderBy: { retiresAt: "asc" },
      take: AT_ONCE,
      select: { codeId: true },
    });
    await queue.addMany("code.remove", due, { onceKey: ({ codeId }) => `${codeId} again` });
    return { asked: due.length };
  });
}
