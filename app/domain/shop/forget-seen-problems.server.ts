/** What was seen to and is gone is forgotten, so that it is told when it comes back. */
import type { World } from "~/ports/world";
import { isGone, type ReconciliationProblem } from "./reconciliation";

/** @param found all that a whole comparison found. @returns how many are gone */
export function forgetSeenProblems(world: World, found: ReconciliationProblem[]): Promise<number> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const seen = await db.seenProblem.findMany({ where: { shopId }, select: { kind: true, about: true } });
    const gone = seen.filter((one) => isGone(one, found));
    if (gone.length) await db.seenProblem.deleteMany({ where: { shopId, OR: gone } });
    return gone.length;
  });
}
