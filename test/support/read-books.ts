/** The books as a test looks at them: totals, what each order earned and from which amount, and what must hold and does not. */
import { readBookProblems, type BookProblem } from "~/domain/ledger/read-book-problems.server";
import { readOrderSums, type OrderSum } from "~/domain/ledger/read-order-sums.server";
import { readTotals, type Totals } from "~/domain/ledger/read-totals.server";
import type { World } from "~/ports/world";

const MOST_ORDERS = 1_000;

export function readBooks(world: World): Promise<{ totals: Totals[]; orders: OrderSum[]; problems: BookProblem[] }> {
  return world.transaction(async () => ({
    totals: await readTotals(world),
    orders: await readOrderSums(world, { take: MOST_ORDERS }),
    problems: await readBookProblems(world),
  }));
}
