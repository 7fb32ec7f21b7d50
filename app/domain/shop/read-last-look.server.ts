/** From when on Shopify has to be asked anew which orders changed: where the last comparison got to, whatever became of it afterwards. */
import type { World } from "~/ports/world";
import { INDEX_LAGS_MS } from "./reconciliation";

/** Before the first comparison, a little before the history was asked for; null: it was not read yet. */
export async function readLastLook(world: World): Promise<Date | null> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const last = await db.reconciliation.findFirst({
      where: { shopId, OR: [{ nextFrom: { not: null } }, { finishedAt: { not: null } }] },
      orderBy: { startedAt: "desc" },
    });
    if (last?.nextFrom) return last.nextFrom;
    const history = await db.import.findFirst({ where: { shopId, kind: "orders", state: "done" }, orderBy: { requestedAt: "desc" } });
    const known = last?.startedAt ?? history?.requestedAt;
    return known ? new Date(known.getTime() - INDEX_LAGS_MS) : null;
  });
}
