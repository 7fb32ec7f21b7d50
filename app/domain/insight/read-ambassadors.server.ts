/** The owner's list of ambassadors: people first, with what they sold, what waits, what is theirs and what they took. */
import type { World } from "~/ports/world";
import { profileOfRow, type Profile } from "../ambassador/profile";
import { readShopPlace } from "../page/read-shop-place.server";
import { readPageOf } from "../page-of";
import { searchPattern } from "./search-pattern";
import { showMoney, type ShownMoney } from "../page/shown";

export type AmbassadorRow = {
  ambassadorId: string;
  buyerId: string;
  name: string;
  slug: string;
  /** active | left */
  state: string;
  /** Takes a break. */
  paused: boolean;
  tier: string;
  joinedAt: string;
  /** The code friends can use now; null while it is being made. */
  code: string | null;
  codeState: string | null;
  clicks: number;
  friendOrders: number;
  sales: ShownMoney;
  lastSaleAt: string | null;
  pending: ShownMoney;
  earned: ShownMoney;
  redeemed: ShownMoney;
  /** What they tell of themselves, their own word; null: nothing. */
  profile: Profile | null;
};

/** "sleeping": no friend of theirs has ordered for SLEEPS_AFTER_DAYS, and they have been here longer than that. */
export type AmbassadorsShown = "all" | "active" | "sleeping" | "left";
export const SLEEPS_AFTER_DAYS = 30;
const DAY_MS = 86_400_000;

const PAGE_SIZE = 50;

/** Whoever sold most comes first; pages count from 1. `search` looks in names and codes. */
export function readAmbassadors(
  world: World,
  { page = 1, search, show = "all" }: { page?: number; search?: string; show?: AmbassadorsShown },
): Promise<{ rows: AmbassadorRow[]; total: number; active: number; page: number; pages: number }> {
  const { shopId } = world;
  const like = searchPattern(search);
  const sleepsSince = new Date(world.clock.now().getTime() - SLEEPS_AFTER_DAYS * DAY_MS);
  return world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const { rows, ...pages } = await readPageOf(
      page,
      PAGE_SIZE,
      ({ skip, take }) => db.$queryRaw<Row[]>`
      WITH latest AS MATERIALIZED (SELECT DISTINCT ON (order_id) order_id, outcome, ambassador_id FROM decision WHERE shop_id = ${shopId} ORDER BY order_id, sequence DESC),
      sold AS MATERIALIZED (
        SELECT d.ambassador_id, o.currency, count(*)::int AS orders, sum(o.goods_minor)::bigint AS goods, max(o.placed_at) AS last_sale
        FROM latest d JOIN orders o ON o.shop_id = ${shopId} AND o.order_id = d.order_id
        WHERE d.outcome = 'attributed' AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL AND o.dispute IS DISTINCT FROM 'lost' AND o.goods_minor > 0 GROUP BY 1, 2),
      movement AS MATERIALIZED (
        SELECT to_account_id AS account_id, amount_minor AS amount FROM entry WHERE shop_id = ${shopId}
        UNION ALL SELECT from_account_id, -amount_minor FROM entry WHERE shop_id = ${shopId}),
      balance AS MATERIALIZED (
        SELECT x.ambassador_id, x.currency, coalesce(sum(m.amount) FILTER (WHERE x.kind = 'pending'), 0)::bigint AS pending,
          coalesce(sum(m.amount) FILTER (WHERE x.kind = 'earned'), 0)::bigint AS earned, coalesce(sum(m.amount) FILTER (WHERE x.kind = 'redeemed'), 0)::bigint AS redeemed
        FROM account x JOIN movement m ON m.account_id = x.account_id WHERE x.shop_id = ${shopId} AND x.ambassador_id IS NOT NULL GROUP BY 1, 2),
      clicked AS MATERIALIZED (SELECT ambassador_id, count(*)::int AS clicks FROM click WHERE shop_id = ${shopId} AND first_click_id IS NULL GROUP BY 1)
      SELECT a.ambassador_id::text, a.buyer_id, a.name, a.slug, a.state, a.paused_at IS NOT NULL AS paused, a.joined_at, m.tier, m.currency, code.code, code.state AS code_state,
        coalesce(k.clicks, 0) AS clicks, coalesce(s.orders, 0) AS orders, coalesce(s.goods, 0)::bigint AS goods, s.last_sale,
        coalesce(b.pending, 0)::bigint AS pending, coalesce(b.earned, 0)::bigint AS earned, coalesce(b.redeemed, 0)::bigint AS redeemed,
        count(*) OVER ()::int AS total
      FROM ambassador a
        LEFT JOIN LATERAL (SELECT n.tier, p.currency FROM membership n JOIN program p USING (shop_id, program_id)
          WHERE n.shop_id = a.shop_id AND n.ambassador_id = a.ambassador_id ORDER BY n.joined_at DESC LIMIT 1) AS m ON true
        LEFT JOIN LATERAL (SELECT code, state FROM share_code WHERE shop_id = a.shop_id AND ambassador_id = a.ambassador_id
          ORDER BY array_position(ARRAY['live', 'waiting', 'refused', 'retired'], state), created_at DESC LIMIT 1) AS code ON true
        LEFT JOIN sold s ON s.ambassador_id = a.ambassador_id AND s.currency = m.currency
        LEFT JOIN balance b ON b.ambassador_id = a.ambassador_id AND b.currency = m.currency LEFT JOIN clicked k ON k.ambassador_id = a.ambassador_id
      WHERE a.shop_id = ${shopId} AND a.state <> 'merged' AND (${like}::text IS NULL OR a.name ILIKE ${like} OR code.code ILIKE ${like})
        AND CASE ${show}::text WHEN 'active' THEN a.state = 'active' WHEN 'left' THEN a.state = 'left'
          WHEN 'sleeping' THEN a.state = 'active' AND a.joined_at < ${sleepsSince} AND coalesce(s.last_sale, a.joined_at) < ${sleepsSince} ELSE true END
      ORDER BY coalesce(s.goods, 0) DESC, a.joined_at, a.ambassador_id LIMIT ${take} OFFSET ${skip}`,
    );
    const active = await db.ambassador.count({ where: { shopId, state: "active" } });
    const profiles = await db.profile.findMany({
      where: { shopId, ambassadorId: { in: rows.map((row) => row.ambassador_id) } },
      include: { handles: { orderBy: { position: "asc" } } },
    });
    const profileOf = new Map(profiles.map((row) => [row.ambassadorId, profileOfRow(row)]));
    return {
      rows: rows.map((row) => ({
        ambassadorId: row.ambassador_id,
        buyerId: row.buyer_id,
        name: row.name,
        slug: row.slug,
        state: row.state,
        paused: row.paused,
        tier: row.tier ?? "friend",
        joinedAt: row.joined_at.toISOString(),
        code: row.code,
        codeState: row.code_state,
        clicks: row.clicks,
        friendOrders: row.orders,
        sales: showMoney(row.goods, { ...place, currency: row.currency ?? place.storeCurrency }),
        lastSaleAt: row.last_sale?.toISOString() ?? null,
        pending: showMoney(row.pending, { ...place, currency: row.currency ?? place.storeCurrency }),
        earned: showMoney(row.earned, { ...place, currency: row.currency ?? place.storeCurrency }),
        redeemed: showMoney(row.redeemed, { ...place, currency: row.currency ?? place.storeCurrency }),
        profile: profileOf.get(row.ambassador_id) ?? null,
      })),
      active,
      ...pages,
    };
  });
}

type Row = {
  ambassador_id: string;
  buyer_id: string;
  name: string;
  slug: string;
  state: string;
  paused: boolean;
  joined_at: Date;
  tier: string | null;
  /** Of the programme they joined last: every amount is in it. */
  currency: string | null;
  code: string | null;
  code_state: string | null;
  clicks: number;
  orders: number;
  goods: bigint;
  last_sale: Date | null;
  pending: bigint;
  earned: bigint;
  redeemed: bigint;
  total: number;
};
