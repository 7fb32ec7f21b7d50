/** From when on Shopify has to be looked at anew: a little before the last whole comparison began, whatever has happened since. */
import type { World } from "~/ports/world";

/** Shopify's index of what changed may lag behind a little: the last stretch is looked at twice. */
const OVERLAP_MS = 15 * 60_000;

/** Before the first comparison, a little before the history was asked for; null: it was not read yet. */
export async function readLastLook(world: World): Promise<Date | null> {
  const { shopId } = world;
  const from = await world.transaction(async ({ db }) => {
    const last = await db.reconciliation.findFirst({ where: { shopId, finishedAt: { not: null } }, orderBy: { startedAt: "desc" } });
    if (last) return last.startedAt;
    const history = await db.import.findFirst({ where: { shopId, kind: "orders", state: "done" }, orderBy: { requestedAt: "desc" } });
    return history?.requestedAt ?? null;
  });
  return from && new Date(from.getTime() - OVERLAP_MS);
}
