/** What lies with all ambassadors of each programme together, by kind of account. */
import type { World } from "~/ports/world";

export type Totals = {
  programId: string;
  name: string;
  currency: string;
  pendingMinor: bigint;
  earnedMinor: bigint;
  redeemedMinor: bigint;
  entries: number;
};

/** One for each programme, amounts in minor units. Each side of the entries is summed by account before anything is joined. Joins the transaction at hand. */
export function readTotals(world: World): Promise<Totals[]> {
  const { shopId } = world;
  return world.transaction(
    ({ db }) => db.$queryRaw<Totals[]>`
    WITH came AS MATERIALIZED (
        SELECT to_account_id AS account_id, sum(amount_minor) AS amount, count(*) AS entries FROM entry WHERE shop_id = ${shopId} GROUP BY 1),
      went AS MATERIALIZED (
        SELECT from_account_id AS account_id, sum(amount_minor) AS amount, count(*) AS entries FROM entry WHERE shop_id = ${shopId} GROUP BY 1),
      lies AS (
        SELECT a.program_id, a.kind, coalesce(c.amount, 0) - coalesce(w.amount, 0) AS amount, coalesce(c.entries, 0) + coalesce(w.entries, 0) AS ends
        FROM account a LEFT JOIN came c USING (account_id) LEFT JOIN went w USING (account_id) WHERE a.shop_id = ${shopId})
    SELECT p.program_id::text AS "programId", p.name, p.currency,
      coalesce(sum(l.amount) FILTER (WHERE l.kind = 'pending'), 0)::bigint AS "pendingMinor",
      coalesce(sum(l.amount) FILTER (WHERE l.kind = 'earned'), 0)::bigint AS "earnedMinor",
      coalesce(sum(l.amount) FILTER (WHERE l.kind = 'redeemed'), 0)::bigint AS "redeemedMinor",
      coalesce(div(sum(l.ends), 2), 0)::int AS entries
    FROM program p LEFT JOIN lies l USING (program_id) WHERE p.shop_id = ${shopId} GROUP BY p.program_id, p.name, p.currency ORDER BY 1`,
  );
}
