/**
 * An ambassador's statement for a period: what lay on each of their accounts when it began, every entry that moved something,
 * and what lies there at its end. From entries alone, so that it can be worked out again at any time and says the same.
 */
import { pageOf } from "../page-of";
import { Prisma } from "@prisma/client";
import type { Tx, World } from "~/ports/world";
import { accountIdOf, NOTHING, type Balance } from "./ledger";
import type { Movement } from "./movement";
import {
  boundsOf,
  closing,
  countSql,
  movementOf,
  movementsSql,
  opening,
  sumsSql,
  type Accounts,
  type MovementRow,
  type SumRow,
} from "./movement-sql";
import type { Period } from "./period";

export type Statement = {
  outcome: "statement";
  currency: string;
  period: Period;
  opening: Balance;
  closing: Balance;
  /** The oldest first, a page at a time. */
  movements: Movement[];
  /** How many there are in the period. */
  total: number;
  page: number;
  pages: number;
};

export const STATEMENT_PAGE = 100;

/**
 * Pages count from 1; one beyond the last is the last. Outcomes: "statement"; "not a member": they are not, and never were, in
 * this programme.
 */
export function readStatement(
  world: World,
  { ambassadorId, programId, page, ...period }: { ambassadorId: string; programId: string; page: number } & Period,
): Promise<Statement | { outcome: "not a member" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const member = await db.membership.findUnique({
      where: { shopId_programId_ambassadorId: { shopId, programId, ambassadorId } },
      select: { program: { select: { currency: true } } },
    });
    if (!member) return { outcome: "not a member" };
    const bounds = boundsOf(period, await timeZoneOf(db, shopId));
    const accounts = accountsOf({ ambassadorId, programId });
    const ids = Object.values(accounts);
    const [sums] = await db.$queryRaw<SumRow[]>(sumsSql(shopId, Prisma.sql`a.account_id = ANY (${ids})`, bounds));
    const [{ count }] = await db.$queryRaw<{ count: number }[]>(countSql(shopId, accounts, bounds));
    const { skip, take, ...pages } = pageOf(count, page, STATEMENT_PAGE);
    const rows = await db.$queryRaw<MovementRow[]>(movementsSql(shopId, accounts, bounds, { after: null, skip, take }));
    return {
      outcome: "statement",
      currency: member.program.currency,
      period: { from: period.from, to: period.to },
      opening: sums ? opening(sums) : NOTHING,
      closing: sums ? closing(sums) : NOTHING,
      movements: rows.map(movementOf),
      total: count,
      ...pages,
    };
  });
}

export const accountsOf = (whose: { ambassadorId: string; programId: string }): Accounts => ({
  pending: accountIdOf({ kind: "pending", ...whose }),
  earned: accountIdOf({ kind: "earned", ...whose }),
  redeemed: accountIdOf({ kind: "redeemed", ...whose }),
});

/** Whose days are meant. */
export async function timeZoneOf(db: Tx["db"], shopId: string): Promise<string> {
  const { ianaTimezone } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { ianaTimezone: true } });
  return ianaTimezone;
}
