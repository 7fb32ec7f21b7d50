/** The owner may stop a reading; what was read stays. The worker stops at the next batch. */
import type { World } from "~/ports/world";
import { resumeLostImports } from "./resume-lost-imports.server";

/** Outcomes: "stopping"; "nothing to stop" when no reading is under way. */
export async function stopImport(world: World): Promise<{ outcome: "stopping" | "nothing to stop" }> {
  return world.transaction(async ({ db }) => {
    const { count } = await db.import.updateMany({
      where: { shopId: world.shopId, state: { in: ["requested", "preparing", "reading"] } },
      data: { stopAsked: true, changedAt: world.clock.now() },
    });
    // One whose job was lost would never hear of it.
    await resumeLostImports(world, { stillMs: 0 });
    return { outcome: count ? "stopping" : "nothing to stop" };
  });
}
