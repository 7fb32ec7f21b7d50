/** A stopped reading goes on where it was: at the byte after the last batch that was kept. */
import type { World } from "~/ports/world";

/** Outcomes: "resumed"; "nothing to resume". */
export async function resumeImport(world: World): Promise<{ outcome: "resumed" | "nothing to resume" }> {
  return world.transaction(async ({ db, queue }) => {
    const stopped = await db.import.findMany({
      where: { shopId: world.shopId, OR: [{ state: "stopped" }, { stopAsked: true, state: { notIn: ["done", "failed"] } }] },
    });
    for (const one of stopped) {
      const state = one.resultUrl ? "reading" : one.operationId ? "preparing" : "requested";
      await db.import.update({
        where: { shopId_importId: { shopId: world.shopId, importId: one.importId } },
        data: { state, stopAsked: false, changedAt: world.clock.now() },
      });
      await queue.add("import.advance", { importId: one.importId }, { onceKey: one.importId });
    }
    return { outcome: stopped.length ? "resumed" : "nothing to resume" };
  });
}
