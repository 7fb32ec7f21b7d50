/** How far the reading is, as the owner's page shows it. */
import type { World } from "~/ports/world";
import type { ImportKind, ImportState } from "./history";

export type ImportProgress = {
  importId: string;
  kind: ImportKind;
  state: ImportState;
  ordersRead: number;
  linesRead: number;
  buyersRead: number;
  productsRead: number;
  /** Objects Shopify has written so far, while preparing. */
  objectsReady: number;
  /** 0…100; null while Shopify prepares and the size is not known. */
  percent: number | null;
  horizonDays: number | null;
  refused: number;
  refusedReasons: { line: string; reason: string }[];
  partial: boolean;
  problem: string | null;
  finishedAt: string | null;
  /** One of this kind was read to its end before: this one renews it, and nobody waits for it. */
  again: boolean;
};

/** The latest reading of each kind; null for a kind never asked for. */
export async function readImport(world: World): Promise<Record<ImportKind, ImportProgress | null>> {
  const latest = (kind: ImportKind) =>
    world.transaction(async ({ db }) => {
      const row = await db.import.findFirst({ where: { shopId: world.shopId, kind }, orderBy: { requestedAt: "desc" } });
      if (!row) return null;
      return {
        importId: row.importId,
        kind,
        state: row.stopAsked && row.state !== "stopped" ? "stopped" : (row.state as ImportState),
        ordersRead: row.ordersRead,
        linesRead: row.linesRead,
        buyersRead: row.buyersRead,
        productsRead: row.productsRead,
        objectsReady: Number(row.objectsReady),
        percent: row.state === "done" ? 100 : row.resultBytes ? Number((row.readBytes * 100n) / row.resultBytes) : null,
        horizonDays: row.horizonDays,
        refused: row.refused,
        refusedReasons: row.refusedReasons as { line: string; reason: string }[],
        partial: row.partial,
        problem: row.problem,
        finishedAt: row.finishedAt?.toISOString() ?? null,
        again: (await db.import.count({ where: { shopId: world.shopId, kind, state: "done", importId: { not: row.importId } } })) > 0,
      } satisfies ImportProgress;
    });
  return { catalogue: await latest("catalogue"), orders: await latest("orders") };
}
