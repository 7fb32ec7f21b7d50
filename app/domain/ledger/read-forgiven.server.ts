/** What an ambassador was forgiven and still is, order by order: what refunds left missing, and of a reward what lacked for it. */
import type { World } from "~/ports/world";
import { accountIdOf, type EntrySource } from "./ledger";
import type { Whose } from "./lock-earned.server";

/** `taken`: how often some of it was taken back before. */
export type Forgiven = { source: EntrySource; amountMinor: bigint; taken: number };

/**
 * Debts, the newest first; before them what was forgiven for this reward alone, when one is named: that is a present with it, and
 * comes back only with it. Lock what is earned first (lockEarned).
 */
export async function readForgiven(world: World, whose: Whose, rewardId?: string): Promise<Forgiven[]> {
  const { shopId } = world;
  const account = accountIdOf({ kind: "earned", ...whose });
  const rows = await world.transaction(
    ({ db }) => db.$queryRaw<{ kind: EntrySource["kind"]; id: string; left: bigint; taken: number }[]>`
      SELECT source_kind AS kind, source_id AS id, sum(amount)::bigint AS left, (count(*) FILTER (WHERE reason = 'forgiven no more'))::int AS taken
      FROM (
        SELECT source_kind, source_id, reason, recorded_at, amount_minor AS amount FROM entry
          WHERE shop_id = ${shopId} AND to_account_id = ${account} AND source_kind = 'debt'
        UNION ALL SELECT source_kind, source_id, reason, recorded_at, -amount_minor FROM entry
          WHERE shop_id = ${shopId} AND from_account_id = ${account} AND source_kind = 'debt'
        UNION ALL SELECT source_kind, source_id, reason, recorded_at, CASE reason WHEN 'forgiven' THEN amount_minor ELSE -amount_minor END FROM entry
          WHERE shop_id = ${shopId} AND source_kind = 'reward' AND source_id = ${rewardId ?? ""} AND reason IN ('forgiven', 'forgiven no more')
      ) AS moved GROUP BY 1, 2 HAVING sum(amount) > 0 ORDER BY source_kind = 'reward' DESC, max(recorded_at) DESC, source_id DESC`,
  );
  return rows.map(({ kind, id, left, taken }) => ({ source: { kind, id }, amountMinor: left, taken }));
}
