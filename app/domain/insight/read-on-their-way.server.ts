/** Rewards that are on their way, the longest waiting first: nobody need do anything, unless something was found that may be theirs. */
import type { World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { rewardName } from "../reward/reward";
import { isHeld, isOnItsWay, isUnanswered } from "./on-their-way";
import { pageOf } from "../page-of";

export type OnItsWay = {
  rewardId: string;
  ambassadorName: string;
  name: string;
  price: ShownMoney;
  requestedAt: string;
  /** "held": until the owner has said what was found; "unanswered": for more than an hour. */
  stands: "being made" | "unanswered" | "held";
};

export type OnTheirWay = { rewards: OnItsWay[]; total: number; page: number; pages: number };

const PAGE_SIZE = 25;

type Row = {
  reward_id: string;
  name: string | null;
  kind: string;
  product_title: string;
  price_minor: bigint;
  currency: string;
  requested_at: Date;
  held: boolean;
  unanswered: boolean;
};

/** Pages count from 1. */
export function readOnTheirWay(world: World, { page = 1 }: { page?: number } = {}): Promise<OnTheirWay> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const [{ total }] = await db.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total FROM reward r WHERE r.shop_id = ${shopId} AND ${isOnItsWay}`;
    const { skip, take, ...pages } = pageOf(total, page, PAGE_SIZE);
    const rows = await db.$queryRaw<Row[]>`
      SELECT r.reward_id::text, a.name, r.kind, r.product_title, r.price_minor, r.currency, r.requested_at, ${isHeld} AS held,
        ${isUnanswered(world.clock.now())} AS unanswered
      FROM reward r LEFT JOIN ambassador a ON a.shop_id = r.shop_id AND a.ambassador_id = r.ambassador_id
      WHERE r.shop_id = ${shopId} AND ${isOnItsWay} ORDER BY r.requested_at, r.reward_id LIMIT ${take} OFFSET ${skip}`;
    return {
      total,
      ...pages,
      rewards: rows.map((row) => ({
        rewardId: row.reward_id,
        ambassadorName: row.name ?? "",
        name: rewardName({ kind: row.kind, productTitle: row.product_title }),
        price: showMoney(row.price_minor, { ...place, currency: row.currency }),
        requestedAt: row.requested_at.toISOString(),
        stands: row.held ? "held" : row.unanswered ? "unanswered" : "being made",
      })),
    };
  });
}
