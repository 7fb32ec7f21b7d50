/**
 * The catalogue, read again every day, so that the shelf shows what the store sells now: what is new, what is back in stock, and at
 * today's price. The first reading is its owner's to ask for; a store whose ambassadors take no products is asked nothing.
 */
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { isProduct } from "~/domain/reward/reward";
import type { World } from "~/ports/world";
import { startImport } from "./start-import.server";

const DAY_MS = 86_400_000;

export type ReadAgainOutcome = { outcome: "started" | "nothing to read for" | "not begun yet" | "another is under way" };

/** A job, daily. Outcomes: "started"; "nothing to read for" without a live programme that gives products; "not begun yet" by the owner; "another is under way" (of orders), and tomorrow is early enough, or one of this kind, which goes on. */
export async function readCatalogueAgain(world: World, _input: { why: string }): Promise<ReadAgainOutcome> {
  const { shopId, clock } = world;
  const may = await world.transaction(async ({ db, queue }): Promise<ReadAgainOutcome | null> => {
    const program = await readLiveProgram(world);
    if (!program?.rewardKinds.some(isProduct)) return { outcome: "nothing to read for" };
    if (!(await db.import.count({ where: { shopId, kind: "catalogue" } }))) return { outcome: "not begun yet" };
    const running = await db.import.findMany({
      where: { shopId, state: { in: ["requested", "preparing", "reading"] } },
      select: { importId: true, kind: true, changedAt: true },
    });
    // Its own step may have been dropped while the shop had left: asked for twice, it is done once.
    for (const { importId } of running.filter(({ kind }) => kind === "catalogue"))
      await queue.add("import.advance", { importId }, { onceKey: importId });
    // One of orders that hasn't moved for a day is not waited for.
    const busy = running.some(({ kind, changedAt }) => kind === "catalogue" || changedAt.getTime() > clock.now().getTime() - DAY_MS);
    return busy ? { outcome: "another is under way" } : null;
  });
  if (may) return may;
  const { outcome } = await startImport(world, { kinds: ["catalogue"] });
  return { outcome: outcome === "started" ? "started" : "another is under way" };
}
