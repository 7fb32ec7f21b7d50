/**
 * The end of a reading: every buyer's summary is computed from the orders in one statement, the shelf is filled from
 * what was read, the row says done, and mining is asked for. Ended in between, it is done again from its beginning.
 */
import type { Import } from "@prisma/client";
import { summariseAllBuyers } from "~/domain/buyer/summarise-all-buyers.server";
import { restockShelf } from "~/domain/reward/restock-shelf.server";
import type { World } from "~/ports/world";

export async function finishImport(world: World, { importId, kind }: Pick<Import, "importId" | "kind">): Promise<void> {
  const buyersRead = kind === "orders" ? await summariseAllBuyers(world) : 0;
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
