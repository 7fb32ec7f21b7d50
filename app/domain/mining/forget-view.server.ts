/** Forgets a kept way of looking at the list; nobody on it is touched. */
import type { World } from "~/ports/world";

/** Outcomes: "forgotten"; "unknown" when this shop keeps no such view (any more). */
export async function forgetView(world: World, { viewId }: { viewId: string }): Promise<{ outcome: "forgotten" | "unknown" }> {
  const { count } = await world.transaction(({ db }) => db.savedView.deleteMany({ where: { shopId: world.shopId, viewId } }));
  return { outcome: count > 0 ? "forgotten" : "unknown" };
}
