/** The owner may stop a reading; what was read stays. The worker stops at the next batch. */
import type { World } from "~/ports/world";

/** Outcomes: "stopping"; "nothing to stop" when no reading is under way. */
export async function stopImport(world: World): Promise<{ outcome: "stopping" | "nothing to stop" }> {
  const { count } = await world.transaction(({ db }) =>
    db.import.updateMany({
      where: { shopId: world.shopId, state: { in: ["requested", "preparing", "reading"] } },
      data: { stopAsked: true, changedAt: world.clock.now() },
    }),
  );
  return { outcome: count ? "stopping" : "nothing to stop" };
}
