/**
 * The books, for whoever checks them: totals by kind of account, what each ambassador has, what each order earned and
 * from which amount at which rate. Beside them, what must hold: every order's posting is recomputed here in SQL, apart
 * from the code that posted it.
 */
import type { Tx, World } from "~/ports/world";
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
export type Books = { totals: Totals[]; ambassadors: AmbassadorSums[]; orders: OrderSum[]; problems: string[] };

const PAGE_SIZE = 1_000;

/** Amounts in minor units. Pages count from 1 and hold up to 1,000 ambassadors and 1,000 orders; totals and problems are always of the whole. */
export function readBooks(world: World, { page = 1 }: { page?: number } = {}): Promise<Books> {
  const { shopId } = world;
  const skip = (Math.max(1, page) - 1) * PAGE_SIZE;
  return world.transaction(async ({ db }) => ({
    totals: await readTotals(db, shopId),
    ambassadors: await readAmbassadorSums(db, shopId, skip),
    orders: await readOrderSums(world, { skip, take: PAGE_SIZE }),
    problems: await findProblems(db, shopId),
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

const MOST_PROBLEMS = 20;

/** One sentence for each thing that does not hold; empty when all does. */
async function findProblems(db: Tx["db"], shopId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ problem: string }[]>`
    WITH movement AS MATERIALIZED (
      SELECT to_account_id AS account_id, amount_minor AS amount, source_kind, source_id, reason FROM entry WHERE shop_id = ${shopId}
      UNION ALL SELECT from_account_id, -amount_minor, source_kind, source_id, reason FROM entry WHERE shop_id = ${shopId}),
    latest AS MATERIALIZED (
      SELECT DISTINCT ON (order_id) order_id, outcome, ambassador_id, program_id, program_version FROM decision
      WHERE shop_id = ${shopId} ORDER BY order_id, sequence DESC),
    target AS MATERIALIZED (
      SELECT o.order_id, d.ambassador_id, d.program_id,
        CASE WHEN d.outcome = 'attributed' AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL AND o.dispute IS DISTINCT FROM 'lost' AND NOT o.test AND NOT o.own_reward AND o.goods_minor > 0
          THEN div(o.goods_minor::numeric * coalesce(c.credit_bp, v.credit_bp), 10000) ELSE 0 END AS amount
      FROM latest d JOIN orders o ON o.shop_id = ${shopId} AND o.order_id = d.order_id
        LEFT JOIN program_version v ON v.shop_id = ${shopId} AND v.program_id = d.program_id AND v.version = d.program_version
        LEFT JOIN credit c ON c.shop_id = ${shopId} AND c.order_id = d.order_id AND c.ambassador_id = d.ambassador_id),
    posted AS MATERIALIZED (
      SELECT m.source_id AS order_id, a.ambassador_id, a.program_id, sum(m.amount) AS amount
      FROM movement m JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id
      WHERE m.source_kind = 'order' AND a.kind IN ('pending', 'earned') GROUP BY 1, 2, 3),
    balance AS MATERIALIZED (SELECT a.account_id, a.kind, sum(m.amount) AS amount
      FROM account a JOIN movement m ON m.account_id = a.account_id WHERE a.shop_id = ${shopId} GROUP BY 1, 2),
    -- Of two ambassadors who became one all is the one's.
    person AS MATERIALIZED (
      SELECT a.kind, coalesce(w.merged_into, a.ambassador_id) AS ambassador_id, a.program_id, sum(m.amount) AS amount,
        coalesce(sum(m.amount) FILTER (WHERE m.amount > 0 AND m.reason <> 'merged' AND (m.source_kind = 'order' OR m.reason = 'forgiven')), 0) AS gained
      FROM account a JOIN movement m ON m.account_id = a.account_id
        LEFT JOIN ambassador w ON w.shop_id = a.shop_id AND w.ambassador_id = a.ambassador_id WHERE a.shop_id = ${shopId} GROUP BY 1, 2, 3)
    SELECT 'Order ' || order_id || ' should have earned ' || coalesce(t.amount, 0) || ' but ' || coalesce(p.amount, 0) || ' is posted.' AS problem
      FROM target t FULL JOIN posted p USING (order_id, ambassador_id, program_id) WHERE coalesce(t.amount, 0) <> coalesce(p.amount, 0)
    UNION ALL
    SELECT 'Order ' || c.order_id || ' is credited at ' || c.credit_bp || ' basis points, which none of its settings'' tiers gives.'
      FROM credit c JOIN program_version v ON v.shop_id = c.shop_id AND v.program_id = c.program_id AND v.version = c.program_version
      WHERE c.shop_id = ${shopId} AND c.credit_bp NOT IN (v.credit_bp, v.insider_credit_bp, v.icon_credit_bp)
    UNION ALL
    SELECT 'The account ' || account_id || ' holds less than nothing: ' || amount || '.' FROM balance WHERE amount < 0 AND kind IN ('pending', 'redeemed')
    UNION ALL
    SELECT 'Ambassador ' || r.ambassador_id || ' took ' || r.amount || ' in rewards but ever earned only ' || coalesce(e.gained, 0) || '.'
      FROM person r LEFT JOIN person e ON e.kind = 'earned' AND e.ambassador_id = r.ambassador_id AND e.program_id = r.program_id
      WHERE r.kind = 'redeemed' AND r.amount > coalesce(e.gained, 0)
    UNION ALL
    SELECT 'Reward ' || w.reward_id || ' is ' || w.state || ' at ' || w.price_minor || ' but ' || coalesce(sum(m.amount), 0) || ' was taken for it.'
      FROM reward w LEFT JOIN (SELECT m.source_id, m.amount FROM movement m JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id
        WHERE m.source_kind = 'reward' AND a.kind = 'redeemed') AS m ON m.source_id = w.reward_id::text
      WHERE w.shop_id = ${shopId} GROUP BY w.reward_id, w.state, w.price_minor
      HAVING (w.state IN ('requested', 'issued', 'used') AND coalesce(sum(m.amount), 0) <> w.price_minor) OR (w.state IN ('failed', 'expired') AND coalesce(sum(m.amount), 0) <> 0)
    LIMIT ${MOST_PROBLEMS}`;
  return rows.map(({ problem }) => problem);
}
