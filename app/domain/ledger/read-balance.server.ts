/** What an ambassador has in one programme: always the sum of entries, never a stored figure. */
import type { World } from "~/ports/world";
import { accountIdOf, type Balance } from "./ledger";

/** Zero for who has no account yet. `earnedMinor` may be below zero after refunds. */
export function readBalance(world: World, { ambassadorId, programId }: { ambassadorId: string; programId: string }): Promise<Balance> {
  return world.transaction(async ({ db }) => {
    const kinds = ["pending", "earned", "redeemed"] as const;
    const ids = kinds.map((kind) => accountIdOf({ kind, ambassadorId, programId }));
    const rows = await db.$queryRaw<{ account_id: string; balance: bigint }[]>`
      SELECT account_id, sum(amount)::bigint AS balance FROM (
        SELECT to_account_id AS account_id, amount_minor AS amount FROM entry WHERE shop_id = ${world.shopId} AND to_account_id = ANY (${ids})
        UNION ALL
        SELECT from_account_id, -amount_minor FROM entry WHERE shop_id = ${world.shopId} AND from_account_id = ANY (${ids})
      ) AS movement GROUP BY 1`;
    const [pendingMinor, earnedMinor, redeemedMinor] = ids.map((id) => rows.find((row) => row.account_id === id)?.balance ?? 0n);
    return { pendingMinor, earnedMinor, redeemedMinor };
  });
}
