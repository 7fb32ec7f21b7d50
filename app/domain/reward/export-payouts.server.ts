/**
 * The list of cash to be paid: everything approved and not yet paid, the oldest first. Writing it marks what is new on it, so that
 * the owner sees which were on an earlier list too; only markPaid ends one. Who is held because of a stray is not on it, nor whoever
 * was not looked for in Shopify yet: the yes asks for that, and it takes a moment.
 */
import type { World } from "~/ports/world";

export type Payout = {
  rewardId: string;
  /** Ours, to be written on the transfer. */
  reference: string;
  name: string;
  email: string | null;
  amountMinor: bigint;
  currency: string;
  approvedAt: Date;
  /** When it first stood on a list; null: now. */
  listedBefore: Date | null;
};

const MOST = 1_000;

/** @returns up to 1,000 payouts; the next list has the rest. */
export function exportPayouts(world: World): Promise<Payout[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const payouts = await db.$queryRaw<Payout[]>`
      SELECT r.reward_id::text AS "rewardId", r.code AS reference, coalesce(nullif(trim(concat_ws(' ', b.first_name, b.last_name)), ''), a.name) AS name,
        b.email, r.price_minor AS "amountMinor", r.currency, r.approved_at AS "approvedAt", r.exported_at AS "listedBefore"
      FROM reward r JOIN ambassador a USING (shop_id, ambassador_id) LEFT JOIN buyer b ON b.shop_id = r.shop_id AND b.buyer_id = r.buyer_id
      WHERE r.shop_id = ${shopId} AND r.state = 'requested' AND r.approved_at IS NOT NULL AND r.reward_id IN (
        SELECT w.reward_id FROM reward w WHERE w.shop_id = ${shopId} AND w.kind = 'cash' AND w.state = 'requested' AND w.approved_at IS NOT NULL
          AND w.cleared_at IS NOT NULL AND NOT EXISTS (SELECT FROM stray s WHERE s.shop_id = w.shop_id AND s.buyer_id = w.buyer_id AND s.answer IS NULL)
        ORDER BY w.approved_at, w.reward_id LIMIT ${MOST})
      -- As everybody holds several of them: a merge (hand-over-rewards) may be at the same ones.
      ORDER BY r.reward_id FOR UPDATE OF r`;
    payouts.sort((one, other) => one.approvedAt.getTime() - other.approvedAt.getTime() || (one.rewardId < other.rewardId ? -1 : 1));
    await db.reward.updateMany({
      where: { shopId, rewardId: { in: payouts.map(({ rewardId }) => rewardId) }, exportedAt: null },
      data: { exportedAt: world.clock.now() },
    });
    return payouts;
  });
}
