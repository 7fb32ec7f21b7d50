/** The end of a reading: the shelf is filled from what was read, the row says done, and mining is asked for. */
import type { Import } from "@prisma/client";
import { restockShelf } from "~/domain/reward/restock-shelf.server";
import type { World } from "~/ports/world";

/** Call it after every buyer was summed. @param buyersRead how many there are */
export async function finishImport(
  world: World,
  { importId, kind, buyersRead }: Pick<Import, "importId" | "kind" | "buyersRead">,
): Promise<void> {
  await world.transaction(async ({ db, queue }) => {
    const now = world.clock.now();
    // After either reading, since the shelf needs the catalogue and what sold best.
    await restockShelf(world);
    await db.import.update({
      where: { shopId_importId: { shopId: world.shopId, importId } },
      data: { state: "done", buyersRead, problem: null, partial: false, finishedAt: now, changedAt: now },
    });
    await queue.add("mining.mine", { why: `${kind} read` }, { onceKey: "mine" });
  });
}
