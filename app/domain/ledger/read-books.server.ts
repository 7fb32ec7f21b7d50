/**
 * The books, for whoever checks them: totals by kind of account, what each ambassador has, what each order earned and
 * from which amount at which rate. Beside them, what must hold and does not.
 */
import type { Tx, World } from "~/ports/world";
import { readBookProblems, type BookProblem } from "./read-book-problems.server";
import { readOrderSums, type OrderSum } from "./read-order-sums.server";

export type Totals = {
  programId: string;
  currency: string;
  pendingMinor: bigint;
  earnedMinor: bigint;
  redeemedMinor: bigint;
  entries: number;
};
export type AmbassadorSums = {
  ambassadorId: string;
  programId: string;
  currency: string;
  pendingMinor: bigint;
  earnedMinor: bigint;
  redeemedMinor: bigint;
};
export type Books = { totals: Totals[]; ambassadors: AmbassadorSums[]; orders: OrderSum[]; problems: BookProblem[] };

const PAGE_SIZE = 1_000;

/** Amounts in minor units. Pages count from 1 and hold up to 1,000 ambassadors and 1,000 orders; totals and problems are always of the whole. */
export function readBooks(world: World, { page = 1 }: { page?: number } = {}): Promise<Books> {
  const { shopId } = world;
  const skip = (Math.max(1, page) - 1) * PAGE_SIZE;
  return world.transaction(async ({ db }) => ({
    totals: await readTotals(db, shopId),
    ambassadors: await readAmbassadorSums(db, shopId, skip),
    orders: await readOrderSums(world, { skip, take: PAGE_SIZE }),
    problems: await readBookProblems(world),
  }));
}

function readTotals(db: Tx["db"], shopId: string): Promise<Totals[]> {
  return db.$queryRaw<Totals[]>`
    WITH movement AS MATERIALIZED (
      SELECT to_account_id AS account_id, amount_minor AS amount FROM entry WHERE shop_id = ${shopId}
      UNION ALL SELECT from_account_id, -amount_minor FROM entry WHERE shop_id = ${shopId})
    SELECT p.program_id::text AS "programId", p.currency,
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'pending'), 0)::bigint AS "pendingMinor",
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'earned'), 0)::bigint AS "earnedMinor",
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'redeemed'), 0)::bigint AS "redeemedMinor",
      (count(m.amount) / 2)::int AS entries
    FROM program p LEFT JOIN account a USING (shop_id, program_id) LEFT JOIN movement m ON m.account_id = a.account_id
    WHERE p.shop_id = ${shopId} GROUP BY p.program_id, p.currency ORDER BY 1`;
}

function readAmbassadorSums(db: Tx["db"], shopId: string, skip: number): Promise<AmbassadorSums[]> {
  return db.$queryRaw<AmbassadorSums[]>`
    WITH movement AS MATERIALIZED (
      SELECT to_account_id AS account_id, amount_minor AS amount FROM entry WHERE shop_id = ${shopId}
      UNION ALL SELECT from_account_id, -amount_minor FROM entry WHERE shop_id = ${shopId})
    SELECT a.ambassador_id::text AS "ambassadorId", a.program_id::text AS "programId", a.currency,
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'pending'), 0)::bigint AS "pendingMinor",
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'earned'), 0)::bigint AS "earnedMinor",
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'redeemed'), 0)::bigint AS "redeemedMinor"
    FROM account a LEFT JOIN movement m ON m.account_id = a.account_id
    WHERE a.shop_id = ${shopId} AND a.ambassador_id IS NOT NULL
    GROUP BY 1, 2, 3 ORDER BY 1, 2 LIMIT ${PAGE_SIZE} OFFSET ${skip}`;
}
