/**
 * The end of a reading: every buyer's summary is computed from the orders in one statement, the row says done, and
 * mining is asked for.
 */
import type { Import } from "@prisma/client";
import { summariseAllBuyers } from "~/domain/buyer/summarise-all-buyers.server";
import type { World } from "~/ports/world";

export async function finishImport(world: World, { importId, kind }: Pick<Import, "importId" | "kind">): Promise<void> {
  await world.transaction(async ({ db, queue }) => {
    const now = world.clock.now();
    const buyersRead = kind === "orders" ? await summariseAllBuyers(world) : 0;
    await db.import.update({
      where: { shopId_importId: { shopId: world.shopId, importId } },
      data: { state: "done", buyersRead, problem: null, partial: false, finishedAt: now, changedAt: now },
    });
    await queue.add("mining.mine", { why: `${kind} read` }, { onceKey: "mine" });
  });
}
