/** Once Shopify lets us see orders older than the last reading could reach (read_all_orders was granted), the history is read again, whole. */
import type { World } from "~/ports/world";
import { horizonDaysFor } from "./history";
import { startImport } from "./start-import.server";

/** Call it when the shop's scopes may have changed; any number of times. */
export async function readOlderOrders(world: World): Promise<{ outcome: "started" | "nothing older" }> {
  const { shopId } = world;
  const { scopes, latest } = await world.transaction(async ({ db }) => ({
    scopes: (await db.shop.findUnique({ where: { shopId }, select: { scopes: true } }))?.scopes ?? [],
    latest: await db.import.findFirst({
      where: { shopId, kind: "orders" },
      orderBy: [{ requestedAt: "desc" }, { importId: "desc" }],
      select: { state: true, horizonDays: true },
    }),
  }));
  // One that was never begun, stopped or failed is its owner's to go on with.
  if (latest?.state !== "done" || latest.horizonDays === null || horizonDaysFor(scopes) !== null) return { outcome: "nothing older" };
  const { outcome } = await startImport(world, { kinds: ["orders"] });
  return { outcome: outcome === "started" ? "started" : "nothing older" };
}
