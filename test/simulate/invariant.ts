/** What an invariant is, and what most of them look at. */

export type Invariant = {
  name: string;
  why: string;
  /** Whether it must hold at every moment, or only once everything has settled. */
  holds: "always" | "at rest";
  sql: string;
};

/** Every entry twice: what it gave to one account and took from the other. */
export const MOVEMENT = `
  movement AS (
    SELECT shop_id, to_account_id AS account_id, amount_minor AS amount, reason, source_kind, source_id, recorded_at FROM entry
    UNION ALL SELECT shop_id, from_account_id, -amount_minor, reason, source_kind, source_id, recorded_at FROM entry),
  balance AS (
    SELECT a.shop_id, a.account_id, a.kind, coalesce(sum(m.amount), 0) AS amount
    FROM account a LEFT JOIN movement m USING (shop_id, account_id) GROUP BY 1, 2, 3),
  person AS (
    SELECT a.shop_id, coalesce(w.merged_into, a.ambassador_id) AS ambassador_id, a.program_id, a.kind, coalesce(sum(m.amount), 0) AS amount,
      coalesce(-sum(m.amount) FILTER (WHERE m.amount < 0 AND m.reason IN ('credit lowered', 'credit voided')), 0) AS reversed
    FROM account a LEFT JOIN movement m USING (shop_id, account_id) LEFT JOIN ambassador w USING (shop_id, ambassador_id) GROUP BY 1, 2, 3, 4)`;
