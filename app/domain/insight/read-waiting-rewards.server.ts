/** The rewards that wait for a person, the longest waiting first, with what is known of each. */
import type { World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { readBalance } from "../ledger/read-balance.server";
import { rewardName } from "../reward/reward";
import { lackFor } from "../reward/settle-reward.server";
import { pageOf } from "../page-of";

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
  /** What they have now, and what lacks for taking it again; null: it is taken, or nothing lacks. */
  lack: { has: ShownMoney; lacks: ShownMoney; nothing: boolean } | null;
  /** The order that took it came to nothing. */
  undone: boolean;
  /** Somebody said that it goes back; Shopify is being asked. */
  goingBack: boolean;
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
      SELECT r.reward_id::text, a.name, r.kind, r.product_title, r.price_minor, r.currency, r.code, r.reason, r.requested_at, o.name AS used_order_name,
        r.ambassador_id::text, r.program_id::text, r.undone IS NOT NULL AS undone, r.settling_at IS NOT NULL AS going_back,
        (SELECT coalesce(sum(e.amount_minor * ((t.kind = 'redeemed')::int - (f.kind = 'redeemed')::int)), 0) > 0
         FROM entry e JOIN account f ON f.shop_id = e.shop_id AND f.account_id = e.from_account_id
           JOIN account t ON t.shop_id = e.shop_id AND t.account_id = e.to_account_id
         WHERE e.shop_id = r.shop_id AND e.source_kind = 'reward' AND e.source_id = r.reward_id::text) AS charged
      FROM reward r LEFT JOIN ambassador a ON a.shop_id = r.shop_id AND a.ambassador_id = r.ambassador_id
        LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.order_id = r.used_order_id
      WHERE r.shop_id = ${shopId} AND r.state = 'needs review' ORDER BY r.requested_at, r.reward_id LIMIT ${take} OFFSET ${skip}`;
    const lacks = new Map<string, WaitingReward["lack"]>();
    for (const row of rows.filter(({ charged }) => !charged)) lacks.set(row.reward_id, await readLack(world, row, place));
    return {
      total,
      ...pages,
      rewards: rows.map((row) => ({
        rewardId: row.reward_id,
        ambassadorName: row.name ?? "",
        kind: row.kind,
        product: rewardName({ kind: row.kind, productTitle: row.product_title }),
        price: showMoney(row.price_minor, { ...place, currency: row.currency }),
        code: row.code,
        reason: row.reason ?? "",
        requestedAt: row.requested_at.toISOString(),
        usedOrderName: row.used_order_name,
        charged: row.charged,
        lack: lacks.get(row.reward_id) ?? null,
        undone: row.undone,
        goingBack: row.going_back,
      })),
    };
  });
}

async function readLack(
  world: World,
  { ambassador_id: ambassadorId, program_id: programId, price_minor: priceMinor, currency }: Row,
  { locale }: { locale: string },
): Promise<WaitingReward["lack"]> {
  const { earnedMinor } = await readBalance(world, { ambassadorId, programId });
  const lackMinor = lackFor(priceMinor, earnedMinor);
  if (lackMinor === 0n) return null;
  const hasMinor = priceMinor - lackMinor;
  const show = (minor: bigint) => showMoney(minor, { currency, locale });
  return { has: show(hasMinor), lacks: show(lackMinor), nothing: hasMinor === 0n };
}

type Row = {
  reward_id: string;
  name: string | null;
  kind: string;
  product_title: string;
  price_minor: bigint;
  currency: string;
  code: string;
  reason: string | null;
  requested_at: Date;
  used_order_name: string | null;
  ambassador_id: string;
  program_id: string;
  undone: boolean;
  going_back: boolean;
  charged: boolean;
};
