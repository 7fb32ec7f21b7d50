/** The rewards that wait for a person, the longest waiting first, with what is known of each. */
import type { World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { rewardName } from "../reward/reward";
import { pageOf } from "./page-of";

export type WaitingReward = {
  rewardId: string;
  ambassadorName: string;
  kind: string;
  product: string;
  price: ShownMoney;
  code: string;
  reason: string;
  requestedAt: string;
  /** The order that used its code; null: none is known. */
  usedOrderName: string | null;
  /** What is taken for it now: nothing, where its cost had been given back. */
  charged: boolean;
};

export type WaitingRewards = { rewards: WaitingReward[]; total: number; page: number; pages: number };

const PAGE_SIZE = 25;

/** Pages count from 1. */
export function readWaitingRewards(world: World, { page = 1 }: { page?: number } = {}): Promise<WaitingRewards> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const where = { shopId, state: "needs review" };
    const total = await db.reward.count({ where });
    const { skip, take, ...pages } = pageOf(total, page, PAGE_SIZE);
    const rows = await db.$queryRaw<Row[]>`
      SELECT r.reward_id::text, a.name, r.kind, r.product_title, r.price_minor, r.code, r.reason, r.requested_at, o.name AS used_order_name,
        (SELECT coalesce(sum(CASE WHEN t.kind = 'redeemed' THEN e.amount_minor WHEN f.kind = 'redeemed' THEN -e.amount_minor ELSE 0 END), 0) > 0
         FROM entry e JOIN account f ON f.shop_id = e.shop_id AND f.account_id = e.from_account_id
           JOIN account t ON t.shop_id = e.shop_id AND t.account_id = e.to_account_id
         WHERE e.shop_id = r.shop_id AND e.source_kind = 'reward' AND e.source_id = r.reward_id::text) AS charged
      FROM reward r LEFT JOIN ambassador a ON a.shop_id = r.shop_id AND a.ambassador_id = r.ambassador_id
        LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.order_id = r.used_order_id
      WHERE r.shop_id = ${shopId} AND r.state = 'needs review' ORDER BY r.requested_at, r.reward_id LIMIT ${take} OFFSET ${skip}`;
    return {
      total,
      ...pages,
      rewards: rows.map((row) => ({
        rewardId: row.reward_id,
        ambassadorName: row.name ?? "",
        kind: row.kind,
        product: rewardName({ kind: row.kind, productTitle: row.product_title }),
        price: showMoney(row.price_minor, place),
        code: row.code,
        reason: row.reason ?? "",
        requestedAt: row.requested_at.toISOString(),
        usedOrderName: row.used_order_name,
        charged: row.charged,
      })),
    };
  });
}

type Row = {
  reward_id: string;
  name: string | null;
  kind: string;
  product_title: string;
  price_minor: bigint;
  code: string;
  reason: string | null;
  requested_at: Date;
  used_order_name: string | null;
  charged: boolean;
};
