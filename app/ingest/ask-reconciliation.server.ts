/** The owner asks for a comparison with Shopify now, rather than within the hour. */
import { DIED_AFTER_MS, listedIn } from "~/domain/shop/reconciliation";
import type { World } from "~/ports/world";

/** @param deletedKnown the owner says that the orders missing from Shopify were deleted by them. Outcomes: "asked"; "under way", one has just begun; "no history yet", there is nothing to compare with before the orders were read. */
export function askReconciliation(
  world: World,
  { deletedKnown }: { deletedKnown?: true } = {},
): Promise<{ outcome: "asked" | "under way" | "no history yet" }> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db, queue }) => {
    if (!(await db.import.count({ where: { shopId, kind: "orders", state: "done" } }))) return { outcome: "no history yet" };
    const latest = await db.reconciliation.findFirst({ where: { shopId }, orderBy: { startedAt: "desc" } });
    const alive = latest && clock.now().getTime() - latest.startedAt.getTime() < DIED_AFTER_MS;
    if (latest && alive && latest.finishedAt === null && listedIn(latest.problems).length === 0) return { outcome: "under way" };
    await queue.add("shop.reconcile", { why: "asked", deletedKnown }, { onceKey: deletedKnown ? "asked, deleted" : "asked" });
    return { outcome: "asked" };
  });
}
