/** Rewards that wait for the owner's yes, and cash that waits to be paid, the longest waiting first. */
import type { World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { rewardName } from "../reward/reward";

export type OpenReward = {
  rewardId: string;
  kind: "product sent" | "cash";
  ambassadorName: string;
  /** Where it would be sent: "Leeds, GB"; null when the store has no place for them. */
  place: string | null;
  name: string;
  price: ShownMoney;
  reference: string;
  requestedAt: string;
  /** null: it waits for a yes. */
  approvedAt: string | null;
  /** When it first stood on a list of payouts. */
  listedAt: string | null;
  /** Something was found in Shopify that may be theirs: they stand on no list until the owner has said what it is. */
  held: boolean;
};

const MOST = 200;

type Row = {
  reward_id: string;
  kind: OpenReward["kind"];
  name: string | null;
  city: string | null;
  country_code: string | null;
  product_title: string;
  price_minor: bigint;
  code: string;
  requested_at: Date;
  approved_at: Date | null;
  exported_at: Date | null;
  held: boolean;
};

/** Up to 200 of them; `total` counts all. A sent product that was approved is on its way and not among them. */
export function readOpenRewards(world: World): Promise<{ rewards: OpenReward[]; total: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const rows = await db.$queryRaw<(Row & { total: number })[]>`
      SELECT r.reward_id::text, r.kind, a.name, b.city, b.country_code, r.product_title, r.price_minor, r.code, r.requested_at, r.approved_at, r.exported_at,
        EXISTS (SELECT FROM stray s WHERE s.shop_id = r.shop_id AND s.buyer_id = r.buyer_id AND s.answer IS NULL) AS held,
        (count(*) OVER ())::int AS total
      FROM reward r LEFT JOIN ambassador a ON a.shop_id = r.shop_id AND a.ambassador_id = r.ambassador_id
        LEFT JOIN buyer b ON b.shop_id = r.shop_id AND b.buyer_id = r.buyer_id
      WHERE r.shop_id = ${shopId} AND r.state = 'requested' AND (r.kind = 'cash' OR (r.kind = 'product sent' AND r.approved_at IS NULL))
      ORDER BY r.requested_at, r.reward_id LIMIT ${MOST}`;
    return {
      total: rows[0]?.total ?? 0,
      rewards: rows.map((row) => ({
        rewardId: row.reward_id,
        kind: row.kind,
        ambassadorName: row.name ?? "",
        place: [row.city, row.country_code].filter(Boolean).join(", ") || null,
        name: rewardName({ kind: row.kind, productTitle: row.product_title }),
        price: showMoney(row.price_minor, place),
        reference: row.code,
        requestedAt: row.requested_at.toISOString(),
        approvedAt: row.approved_at?.toISOString() ?? null,
        listedAt: row.exported_at?.toISOString() ?? null,
        held: row.held,
      })),
    };
  });
}
