/**
 * The SQL of statements: what lies on ambassadors' accounts when a period begins and when it ends, and the entries between, from
 * entries alone. One text for one person and for all, so that the programme's books are the sum of the statements by making.
 * Every branch names its accounts, so that the indexes on an account and its time are what is read.
 */
import { Prisma } from "@prisma/client";
import type { Movement } from "./movement";
import type { Balance } from "./ledger";
import type { Period } from "./period";

export type Bounds = { since: Prisma.Sql; until: Prisma.Sql };

/** A day begins where the store is, whatever its clocks do that night. */
export function boundsOf({ from, to }: Period, timeZone: string): Bounds {
  const start = (day: string) => Prisma.sql`(${day}::date::timestamp AT TIME ZONE ${timeZone})`;
  return {
    since: from === null ? Prisma.sql`'-infinity'::timestamptz` : start(from),
    until: to === null ? Prisma.sql`'infinity'::timestamptz` : start(to),
  };
}

export type SumRow = {
  programId: string;
  ambassadorId: string;
  currency: string;
  openingPending: bigint;
  openingEarned: bigint;
  openingRedeemed: bigint;
  closingPending: bigint;
  closingEarned: bigint;
  closingRedeemed: bigint;
};

const sumOf = (kind: string, when: Prisma.Sql) => Prisma.sql`coalesce(sum(m.amount) FILTER (WHERE a.kind = ${kind}${when}), 0)::bigint`;
const before = Prisma.sql` AND m.before`;
const ever = Prisma.empty;

/** One row for each ambassador and programme among `whose` (a condition on account a): balances at both ends of the period. */
export const sumsSql = (shopId: string, whose: Prisma.Sql, { since, until }: Bounds): Prisma.Sql => Prisma.sql`
  SELECT a.program_id::text AS "programId", a.ambassador_id::text AS "ambassadorId", a.currency,
    ${sumOf("pending", before)} AS "openingPending", ${sumOf("earned", before)} AS "openingEarned", ${sumOf("redeemed", before)} AS "openingRedeemed",
    ${sumOf("pending", ever)} AS "closingPending", ${sumOf("earned", ever)} AS "closingEarned", ${sumOf("redeemed", ever)} AS "closingRedeemed"
  FROM account a LEFT JOIN LATERAL (
    SELECT amount_minor AS amount, recorded_at < ${since} AS before FROM entry
      WHERE shop_id = ${shopId} AND to_account_id = a.account_id AND recorded_at < ${until}
    UNION ALL
    SELECT -amount_minor, recorded_at < ${since} FROM entry
      WHERE shop_id = ${shopId} AND from_account_id = a.account_id AND recorded_at < ${until}
  ) AS m ON true
  WHERE a.shop_id = ${shopId} AND a.ambassador_id IS NOT NULL AND ${whose}
  GROUP BY a.program_id, a.ambassador_id, a.currency ORDER BY a.program_id, a.ambassador_id`;

export const opening = (row: SumRow): Balance => ({
  pendingMinor: row.openingPending,
  earnedMinor: row.openingEarned,
  redeemedMinor: row.openingRedeemed,
});
export const closing = (row: SumRow): Balance => ({
  pendingMinor: row.closingPending,
  earnedMinor: row.closingEarned,
  redeemedMinor: row.closingRedeemed,
});

export type Accounts = { pending: string; earned: string; redeemed: string };
/** Where a page of movements begins: behind this one. */
export type After = { recordedAt: Date; key: string };

export type MovementRow = {
  entryId: string;
  recordedAt: Date;
  key: string;
  reason: string;
  sourceKind: "order" | "reward";
  sourceId: string;
  orderName: string | null;
  /** Kind and title. */
  reward: [string, string] | null;
  pending: bigint;
  earned: bigint;
  redeemed: bigint;
};

/** The entries that touch these accounts in the period, each once. */
const touchedSql = (shopId: string, accounts: Accounts, { since, until }: Bounds): Prisma.Sql => {
  const ids = [accounts.pending, accounts.earned, accounts.redeemed];
  return Prisma.sql`
    SELECT * FROM entry WHERE shop_id = ${shopId} AND to_account_id = ANY (${ids}) AND recorded_at >= ${since} AND recorded_at < ${until}
    UNION ALL
    SELECT * FROM entry WHERE shop_id = ${shopId} AND from_account_id = ANY (${ids}) AND recorded_at >= ${since} AND recorded_at < ${until}
      AND to_account_id <> ALL (${ids})`;
};

export const countSql = (shopId: string, accounts: Accounts, bounds: Bounds): Prisma.Sql =>
  Prisma.sql`SELECT count(*)::int AS count FROM (${touchedSql(shopId, accounts, bounds)}) AS e`;

const moved = (account: string) => Prisma.sql`
  (CASE WHEN e.to_account_id = ${account} THEN e.amount_minor ELSE 0 END - CASE WHEN e.from_account_id = ${account} THEN e.amount_minor ELSE 0 END)`;

/**
 * A page of them, the oldest first. Entries of one moment stand by their keys, which count the entries of an order: the shorter
 * number is the smaller one.
 */
export const movementsSql = (
  shopId: string,
  accounts: Accounts,
  bounds: Bounds,
  { after, skip, take }: { after: After | null; skip: number; take: number },
): Prisma.Sql => Prisma.sql`
  SELECT e.entry_id::text AS "entryId", e.recorded_at AS "recordedAt", e.idempotency_key AS key, e.reason,
    e.source_kind AS "sourceKind", e.source_id AS "sourceId",
    ${moved(accounts.pending)} AS pending, ${moved(accounts.earned)} AS earned, ${moved(accounts.redeemed)} AS redeemed,
    CASE WHEN e.source_kind IN ('order', 'debt')
      THEN (SELECT name FROM orders o WHERE o.shop_id = e.shop_id AND o.order_id = e.source_id) END AS "orderName",
    CASE WHEN e.source_kind = 'reward'
      THEN (SELECT ARRAY[kind, product_title] FROM reward r WHERE r.shop_id = e.shop_id AND r.reward_id::text = e.source_id) END AS reward
  FROM (
    SELECT * FROM (${touchedSql(shopId, accounts, after ? { ...bounds, since: Prisma.sql`${after.recordedAt}::timestamptz` } : bounds)}) AS t
    WHERE ${after === null ? Prisma.sql`true` : Prisma.sql`(recorded_at, length(idempotency_key), idempotency_key) > (${after.recordedAt}, ${after.key.length}, ${after.key})`}
    ORDER BY recorded_at, length(idempotency_key), idempotency_key LIMIT ${take} OFFSET ${skip}
  ) AS e ORDER BY e.recorded_at, length(e.idempotency_key), e.idempotency_key`;

export const movementOf = (row: MovementRow): Movement => ({
  entryId: row.entryId,
  recordedAt: row.recordedAt,
  reason: row.reason,
  source: row.reward
    ? { kind: row.sourceKind, id: row.sourceId, name: row.reward[1], rewardKind: row.reward[0] }
    : { kind: row.sourceKind, id: row.sourceId, name: row.orderName },
  change: { pendingMinor: row.pending, earnedMinor: row.earned, redeemedMinor: row.redeemed },
});
