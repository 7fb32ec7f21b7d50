/** The owner's one click: asks for the catalogue and the order history to be read. Asking twice changes nothing. */
import type { World } from "~/ports/world";
import { horizonDaysFor, type ImportKind } from "./history";
import { resumeLostImports } from "./resume-lost-imports.server";

export type StartImportOutcome = { outcome: "started"; importIds: string[] } | { outcome: "already under way" };

/** Outcomes: "started"; "already under way" while a reading of that kind is open (a stopped one goes on by resumeImport). */
export async function startImport(world: World, { kinds }: { kinds: ImportKind[] }): Promise<StartImportOutcome> {
  return world.transaction(async ({ db, queue }) => {
    // The row of the shop is the lock: two clicks at once start one reading.
    await db.$queryRaw`SELECT 1 FROM shop WHERE shop_id = ${world.shopId} FOR UPDATE`;
    const { scopes } = await db.shop.findUniqueOrThrow({ where: { shopId: world.shopId }, select: { scopes: true } });
    const open = await db.import.findMany({
      where: { shopId: world.shopId, kind: { in: kinds }, state: { notIn: ["done", "failed"] } },
      select: { kind: true },
    });
    const importIds: string[] = [];
    for (const kind of kinds.filter((one) => !open.some((other) => other.kind === one))) {
      const importId = world.chance.uuid();
      const now = world.clock.now();
      await db.import.create({
        data: {
          shopId: world.shopId,
          importId,
          kind,
          state: "requested",
          horizonDays: kind === "orders" ? horizonDaysFor(scopes) : null,
          requestedAt: now,
          changedAt: now,
        },
      });
      await queue.add("import.advance", { importId }, { onceKey: importId });
      importIds.push(importId);
    }
    if (importIds.length) return { outcome: "started", importIds };
    // One whose job was lost would be under way for ever.
    await resumeLostImports(world, { stillMs: 0 });
    return { outcome: "already under way" };
  });
}
