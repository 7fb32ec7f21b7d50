/**
 * What must hold in the books and does not: every order's posting is recomputed here in SQL, apart from the code that posted it, and no
 * account, reward or person may have what cannot be.
 */
import type { World } from "~/ports/world";

export type BookProblem = {
  is: "order differs" | "rate unknown" | "less than nothing" | "more taken than earned" | "reward differs" | "forgiven too much";
  orderId: string | null;
  ambassadorId: string | null;
  rewardId: string | null;
  /** Of "less than nothing": which of the two. */
  account: "pending" | "redeemed" | null;
  /** What there should be, and what there is; of "more taken than earned" what was earned, and what was taken; of "forgiven too
   * much" what they took and kept, and what is forgiven. */
  shouldMinor: bigint;
  isMinor: bigint;
  /** Of "rate unknown". */
  creditBp: number | null;
  currency: string;
  /** The row itself, for whoever looks for the reason. */
  raw: string;
};

export const MOST_PROBLEMS = 20;

/** Empty when all holds. Up to 21: more than MOST_PROBLEMS says that there are more. Joins the transaction at hand. */
export function readBookProblems(world: World): Promise<BookProblem[]> {
  const { shopId } = world;
  return world.transaction(
    ({ db }) => db.$queryRaw<BookProblem[]>`
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
    balance AS MATERIALIZED (SELECT a.account_id, a.kind, a.ambassador_id, a.currency, sum(m.amount) AS amount
      FROM account a JOIN movement m ON m.account_id = a.account_id WHERE a.shop_id = ${shopId} GROUP BY 1, 2, 3, 4),
    -- Of two ambassadors who became one all is the one's.
    person AS MATERIALIZED (
      SELECT a.kind, coalesce(w.merged_into, a.ambassador_id) AS ambassador_id, a.program_id, sum(m.amount) AS amount,
        coalesce(sum(m.amount) FILTER (WHERE m.amount > 0 AND m.reason <> 'merged' AND (m.source_kind = 'order' OR m.reason = 'forgiven')), 0) AS gained
      FROM account a JOIN movement m ON m.account_id = a.account_id
        LEFT JOIN ambassador w ON w.shop_id = a.shop_id AND w.ambassador_id = a.ambassador_id WHERE a.shop_id = ${shopId} GROUP BY 1, 2, 3),
    -- What lacked when credit went back, less what has been taken back of it since.
    forgiven AS MATERIALIZED (
      SELECT coalesce(w.merged_into, a.ambassador_id) AS ambassador_id, a.program_id, sum(m.amount) AS amount
      FROM movement m JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id AND a.kind = 'earned'
        LEFT JOIN ambassador w ON w.shop_id = a.shop_id AND w.ambassador_id = a.ambassador_id WHERE m.source_kind = 'debt' GROUP BY 1, 2),
    problem AS (
      SELECT 'order differs' AS "is", order_id, ambassador_id, NULL::uuid AS reward_id, NULL AS account, coalesce(t.amount, 0)::bigint AS should,
        coalesce(p.amount, 0)::bigint AS actual, NULL::int AS credit_bp, (SELECT currency FROM program w WHERE w.shop_id = ${shopId} AND w.program_id = coalesce(t.program_id, p.program_id)) AS currency,
        'Order ' || order_id || ' should have earned ' || coalesce(t.amount, 0) || ' but ' || coalesce(p.amount, 0) || ' is posted.' AS raw
      FROM target t FULL JOIN posted p USING (order_id, ambassador_id, program_id) WHERE coalesce(t.amount, 0) <> coalesce(p.amount, 0)
      UNION ALL
      SELECT 'rate unknown', c.order_id, c.ambassador_id, NULL, NULL, 0, 0, c.credit_bp, (SELECT currency FROM program w WHERE w.shop_id = c.shop_id AND w.program_id = c.program_id),
        'Order ' || c.order_id || ' is credited at ' || c.credit_bp || ' basis points, which none of its settings'' tiers gives.'
      FROM credit c JOIN program_version v ON v.shop_id = c.shop_id AND v.program_id = c.program_id AND v.version = c.program_version
      WHERE c.shop_id = ${shopId} AND c.credit_bp NOT IN (v.credit_bp, v.insider_credit_bp, v.icon_credit_bp)
      UNION ALL
      SELECT 'less than nothing', NULL, ambassador_id, NULL, kind, 0, amount::bigint, NULL, currency, 'The account ' || account_id || ' holds less than nothing: ' || amount || '.'
      FROM balance WHERE amount < 0 AND kind IN ('pending', 'redeemed')
      UNION ALL
      SELECT 'more taken than earned', NULL, r.ambassador_id, NULL, NULL, coalesce(e.gained, 0)::bigint, r.amount::bigint, NULL,
        (SELECT currency FROM program w WHERE w.shop_id = ${shopId} AND w.program_id = r.program_id),
        'Ambassador ' || r.ambassador_id || ' took ' || r.amount || ' in rewards but ever earned only ' || coalesce(e.gained, 0) || '.'
      FROM person r LEFT JOIN person e ON e.kind = 'earned' AND e.ambassador_id = r.ambassador_id AND e.program_id = r.program_id
      WHERE r.kind = 'redeemed' AND r.amount > coalesce(e.gained, 0)
      UNION ALL
      SELECT 'forgiven too much', NULL, f.ambassador_id, NULL, NULL, coalesce(r.amount, 0)::bigint, f.amount::bigint, NULL,
        (SELECT currency FROM program w WHERE w.shop_id = ${shopId} AND w.program_id = f.program_id),
        'Ambassador ' || f.ambassador_id || ' is forgiven ' || f.amount || ' but took and kept only ' || coalesce(r.amount, 0) || '.'
      FROM forgiven f LEFT JOIN person r ON r.kind = 'redeemed' AND r.ambassador_id = f.ambassador_id AND r.program_id = f.program_id
      WHERE f.amount NOT BETWEEN 0 AND coalesce(r.amount, 0)
      UNION ALL
      SELECT 'reward differs', NULL, w.ambassador_id, w.reward_id, NULL, CASE WHEN w.state IN ('failed', 'expired') THEN 0 ELSE w.price_minor END,
        coalesce(sum(m.amount), 0)::bigint, NULL, w.currency,
        'Reward ' || w.reward_id || ' is ' || w.state || ' at ' || w.price_minor || ' but ' || coalesce(sum(m.amount), 0) || ' was taken for it.'
      FROM reward w LEFT JOIN (SELECT m.source_id, m.amount FROM movement m JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id
        WHERE m.source_kind = 'reward' AND a.kind = 'redeemed') AS m ON m.source_id = w.reward_id::text
      WHERE w.shop_id = ${shopId} GROUP BY w.reward_id, w.ambassador_id, w.state, w.price_minor, w.currency
      HAVING (w.state IN ('requested', 'issued', 'used') AND coalesce(sum(m.amount), 0) <> w.price_minor) OR (w.state IN ('failed', 'expired') AND coalesce(sum(m.amount), 0) <> 0))
    SELECT "is", order_id AS "orderId", ambassador_id::text AS "ambassadorId", reward_id::text AS "rewardId", account, should AS "shouldMinor", actual AS "isMinor",
      credit_bp AS "creditBp", currency, raw FROM problem LIMIT ${MOST_PROBLEMS + 1}`,
  );
}
