/** What the last whole comparison with Shopify found and a person must settle: it stands until a later whole one no longer finds it. */
import type { Tx } from "~/ports/world";
import { problemsIn, type ReconciliationProblem } from "../shop/reconciliation";

export async function readOpenProblems(db: Tx["db"], shopId: string): Promise<ReconciliationProblem[]> {
  const whole = await readLastWhole(db, shopId);
  return whole ? problemsIn(whole.problems) : [];
}

export const readLastWhole = (db: Tx["db"], shopId: string) =>
  db.reconciliation.findFirst({ where: { shopId, finishedAt: { not: null } }, orderBy: { startedAt: "desc" } });
