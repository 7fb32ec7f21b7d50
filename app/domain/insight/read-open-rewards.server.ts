/** Rewards that wait for the owner's yes, and cash that waits to be paid, the longest waiting first. */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { rewardName } from "../reward/reward";
import { pageOf } from "./page-of";

export type OpenReward = {
  rewardId: string;
  kind: "product sent" | "cash";
  ambassadorName: string;
  /** Their customer in Shopify. */
  buyerId: string;
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
  /** It was looked whether something in Shopify is theirs: it can stand on a list. */
  cleared: boolean;
};

export type OpenRewards = {
  rewards: OpenReward[];
  total: number;
  /** What they come to together. */
  sum: ShownMoney;
  /** How many of them stand on no list of payouts yet. */
  unlisted: number;
  page: number;
  pages: number;
};

const PAGE_SIZE = 25;

type Row = {
  reward_id: string;
  kind: OpenReward["kind"];
  name: string | null;
  buyer_id: string;
  city: string | null;
  country_code: string | null;
  product_title: string;
  price_minor: bigint;
  code: string;
  requested_at: Date;
  approved_at: Date | null;
  exported_at: Date | null;
  held: boolean;
  cleared: boolean;
};

/** @param which those that wait for a yes, or the cash that was said yes to. A sent product that was approved is on its way, and in neither. */
export function readOpenRewards(world: World, { which, page = 1 }: { which: "asked" | "to be paid"; page?: number }): Promise<OpenRewards> {
  const { shopId } = world;
  const wanted =
    which === "asked"
      ? Prisma.sql`r.state = 'requested' AND r.approved_at IS NULL AND r.kind IN ('cash', 'product sent')`
      : Prisma.sql`r.state = 'requested' AND r.approved_at IS NOT NULL AND r.kind = 'cash'`;
  return world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const [all] = await db.$queryRaw<{ total: number; sum: bigint; unlisted: number }[]>`
      SELECT count(*)::int AS total, coalesce(sum(r.price_minor), 0)::bigint AS sum, (count(*) FILTER (WHERE r.exported_at IS NULL))::int AS unlisted
      FROM reward r WHERE r.shop_id = ${shopId} AND ${wanted}`;
    const { skip, take, ...pages } = pageOf(all.total, page, PAGE_SIZE);
    const rows = await db.$queryRaw<Row[]>`
      SELECT r.reward_id::text, r.kind, a.name, r.buyer_id, b.city, b.country_code, r.product_title, r.price_minor, r.code, r.requested_at, r.approved_at,
        r.exported_at, EXISTS (SELECT FROM stray s WHERE s.shop_id = r.shop_id AND s.buyer_id = r.buyer_id AND s.answer IS NULL) AS held,
        r.cleared_at IS NOT NULL AS cleared
      FROM reward r LEFT JOIN ambassador a ON a.shop_id = r.shop_id AND a.ambassador_id = r.ambassador_id
        LEFT JOIN buyer b ON b.shop_id = r.shop_id AND b.buyer_id = r.buyer_id
      WHERE r.shop_id = ${shopId} AND ${wanted} ORDER BY r.requested_at, r.reward_id LIMIT ${take} OFFSET ${skip}`;
    return {
      ...{ total: all.total, sum: showMoney(all.sum, place), unlisted: all.unlisted, ...pages },
      rewards: rows.map((row) => ({
        rewardId: row.reward_id,
        kind: row.kind,
        ambassadorName: row.name ?? "",
        buyerId: row.buyer_id,
        place: [row.city, row.country_code].filter(Boolean).join(", ") || null,
        name: rewardName({ kind: row.kind, productTitle: row.product_title }),
        price: showMoney(row.price_minor, place),
        reference: row.code,
        requestedAt: row.requested_at.toISOString(),
        approvedAt: row.approved_at?.toISOString() ?? null,
        listedAt: row.exported_at?.toISOString() ?? null,
        held: row.held,
        cleared: row.cleared,
      })),
    };
  });
}
