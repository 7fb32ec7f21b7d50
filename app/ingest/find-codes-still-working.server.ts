/** Ambassadors' codes that ended here, by their change or their leak, and that Shopify would not take from their discount. */
import type { ReconciliationProblem } from "~/domain/shop/reconciliation";
import type { World } from "~/ports/world";

const MOST_TOLD = 50;

/** What the last attempt to remove each came to; another is made every hour. Of a programme that has ended no code works. */
export function findCodesStillWorking(world: World): Promise<ReconciliationProblem[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const live = await db.program.findMany({ where: { shopId, state: "live" }, select: { programId: true } });
    const codes = await db.shareCode.findMany({
      where: { shopId, programId: { in: live.map(({ programId }) => programId) }, removalProblem: { not: null }, removedAt: null },
      orderBy: { code: "asc" },
      take: MOST_TOLD,
      select: { codeId: true },
    });
    return codes.map(({ codeId }) => ({ kind: "code still works", about: codeId }));
  });
}
