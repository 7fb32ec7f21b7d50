/** What the ledger holds as taken for a reward now. Lock the reward first (lockReward), where something follows from it. */
import type { World } from "~/ports/world";

/** `times`, `returned`: how often its price was taken, and how often it went back; keys of further entries count from there. */
export type Taken = { takenMinor: bigint; times: number; returned: number };

/** Joins the transaction at hand. */
export function readTaken(world: World, { rewardId }: { rewardId: string }): Promise<Taken> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const [taken] = await db.$queryRaw<Taken[]>`
      SELECT coalesce(sum(e.amount_minor * ((t.kind = 'redeemed')::int - (f.kind = 'redeemed')::int)), 0)::bigint AS "takenMinor",
        (count(*) FILTER (WHERE e.reason IN ('reward taken', 'settled')))::int AS times,
        (count(*) FILTER (WHERE e.reason IN ('reward given back', 'reward expired')))::int AS returned
      FROM entry e JOIN account f ON f.shop_id = e.shop_id AND f.account_id = e.from_account_id
        JOIN account t ON t.shop_id = e.shop_id AND t.account_id = e.to_account_id
      WHERE e.shop_id = ${shopId} AND e.source_kind = 'reward' AND e.source_id = ${rewardId}`;
    return taken;
  });
}
