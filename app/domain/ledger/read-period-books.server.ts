/**
 * A programme's books for a period: what its ambassadors had when it began, what moved and for which reason, and what they have
 * at its end. Reckoned in one pass over the entries, apart from the statements, whose sum it must be. Beside it stands what was
 * given, by kind, which the ledger does not know.
 */
import type { Tx, World } from "~/ports/world";
import { GIVEN, GIVEN_AT } from "./given-sql";
import { addBalances, NOTHING, type Balance } from "./ledger";
import { boundsOf, type Bounds } from "./movement-sql";
import type { Period } from "./period";
import { timeZoneOf } from "./read-statement.server";

export type ReasonSum = { reason: string; entries: number; change: Balance };
export type IssuedSum = { kind: string; rewards: number; amountMinor: bigint };
export type PeriodBooks = {
  programId: string;
  name: string;
  currency: string;
  opening: Balance;
  /** By reason, those with the most entries first. */
  movements: ReasonSum[];
  closing: Balance;
  /** Rewards given in the period (given-sql), at what they took from their ambassador. */
  issued: IssuedSum[];
};

/** One for each programme of the shop, the live one first. */
export function readPeriodBooks(world: World, period: Period): Promise<PeriodBooks[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const bounds = boundsOf(period, await timeZoneOf(db, shopId));
    const programs = await db.program.findMany({
      where: { shopId },
      orderBy: [{ state: "desc" }, { createdAt: "desc" }, { programId: "asc" }],
      select: { programId: true, name: true, currency: true },
    });
    const sums = await readSums(db, shopId, bounds);
    const issued = await readIssued(db, shopId, bounds);
    return programs.map((program) => {
      const ours = sums.filter(({ programId }) => programId === program.programId);
      const before = ours.find(({ reason }) => reason === null);
      const within = ours.filter((row): row is SumRow & { reason: string } => row.reason !== null);
      return {
        ...program,
        opening: before ? changeOf(before) : NOTHING,
        movements: within.map((row) => ({ reason: row.reason, entries: row.entries, change: changeOf(row) })),
        closing: ours.map(changeOf).reduce(addBalances, NOTHING),
        issued: issued
          .filter(({ programId }) => programId === program.programId)
          .map(({ kind, rewards, amountMinor }) => ({ kind, rewards, amountMinor })),
      };
    });
  });
}

/** `reason` is null for all that lies before the period. */
type SumRow = { programId: string; reason: string | null; entries: number; pending: bigint; earned: bigint; redeemed: bigint };

const changeOf = ({ pending, earned, redeemed }: SumRow): Balance => ({
  pendingMinor: pending,
  earnedMinor: earned,
  redeemedMinor: redeemed,
});
function readSums(db: Tx["db"], shopId: string, { since, until }: Bounds): Promise<SumRow[]> {
  return db.$queryRaw<SumRow[]>`
    WITH movement AS MATERIALIZED (
      SELECT to_account_id AS account_id, entry_id, CASE WHEN recorded_at >= ${since} THEN reason END AS reason, amount_minor AS amount
        FROM entry WHERE shop_id = ${shopId} AND recorded_at < ${until}
      UNION ALL
      SELECT from_account_id, entry_id, CASE WHEN recorded_at >= ${since} THEN reason END, -amount_minor
        FROM entry WHERE shop_id = ${shopId} AND recorded_at < ${until})
    SELECT a.program_id::text AS "programId", m.reason, count(DISTINCT m.entry_id)::int AS entries,
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'pending'), 0)::bigint AS pending,
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'earned'), 0)::bigint AS earned,
      coalesce(sum(m.amount) FILTER (WHERE a.kind = 'redeemed'), 0)::bigint AS redeemed
    FROM movement m JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id
    WHERE a.ambassador_id IS NOT NULL GROUP BY a.program_id, m.reason ORDER BY 1, 3 DESC, 2`;
}

function readIssued(db: Tx["db"], shopId: string, { since, until }: Bounds): Promise<(IssuedSum & { programId: string })[]> {
  return db.$queryRaw<(IssuedSum & { programId: string })[]>`
    SELECT program_id::text AS "programId", kind, count(*)::int AS rewards, sum(price_minor)::bigint AS "amountMinor"
    FROM reward WHERE shop_id = ${shopId} AND ${GIVEN} AND ${GIVEN_AT} >= ${since} AND ${GIVEN_AT} < ${until} GROUP BY program_id, kind ORDER BY 1, 2`;
}
