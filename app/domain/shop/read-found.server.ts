/**
 * What the last whole comparison with Shopify found, and which of it the owner has seen to. It stands until a later whole one no longer
 * finds it; what changed since it was seen to is as new.
 */
import type { Tx } from "~/ports/world";
import { problemsIn, saysTheSame, type ReconciliationProblem } from "./reconciliation";

export type SeenTo = ReconciliationProblem & { seenAt: Date };

export async function readFound(db: Tx["db"], shopId: string) {
  const whole = await db.reconciliation.findFirst({ where: { shopId, finishedAt: { not: null } }, orderBy: { startedAt: "desc" } });
  const found = whole ? problemsIn(whole.problems) : [];
  const rows = await db.seenProblem.findMany({ where: { shopId }, select: { said: true, seenAt: true } });
  const said = rows.map(({ said, seenAt }) => ({ said: said as ReconciliationProblem, seenAt }));
  const seenTo = (problem: ReconciliationProblem): SeenTo | null => {
    const seen = said.find((one) => saysTheSame(one.said, problem));
    return seen ? { ...problem, seenAt: seen.seenAt } : null;
  };
  return {
    /** The comparison's row; null: there was no whole one yet. */
    whole,
    found,
    /** What needs the owner. */
    open: found.filter((one) => !seenTo(one)),
    seen: found.flatMap((one) => seenTo(one) ?? []),
    seenTo,
  };
}
