/**
 * What the settings are shown on: a real order of this store, how many of its latest orders were somebody's first, what
 * each line for power buyers would hold, and the prices of what could stand on the shelf. Facts only; the page does the
 * sums as the owner types.
 */
import type { Tx, World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";

export type Examples = {
  /** A usual one among the latest; null before the history is read. `name` begins with "#". */
  order: { name: string; goods: ShownMoney } | null;
  /** Somebody who could have earned; null before anybody joined. */
  ambassadorName: string | null;
  latest: { orders: number; firstOrders: number };
  /** null before the first mining. `shareBp[n]`: what the best n % of buyers hold of all spend, n = 0…100. */
  line: { buyers: number; shareBp: number[] } | null;
  /** Available products' prices in minor units, ascending, with how many have each; the 500 commonest. */
  prices: { minor: string; variants: number }[];
};

const LATEST = 100;
const MOST_PRICES = 500;

export function readExamples(world: World): Promise<Examples> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const latest = await db.order.findMany({
      where: { shopId, test: false, ownReward: false, cancelledAt: null, goodsMinor: { gt: 0 }, currency: place.currency },
      orderBy: { placedAt: "desc" },
      take: LATEST,
      select: { orderId: true, name: true, goodsMinor: true, buyerId: true, placedAt: true },
    });
    const byValue = [...latest].sort((a, b) =>
      a.goodsMinor < b.goodsMinor ? -1 : a.goodsMinor > b.goodsMinor ? 1 : a.orderId < b.orderId ? -1 : 1,
    );
    const usual = byValue.at(Math.floor(byValue.length / 2));
    const [first] = await db.$queryRaw<{ orders: number }[]>`
      SELECT count(*)::int AS orders FROM orders o JOIN buyer b ON b.shop_id = o.shop_id AND b.buyer_id = o.buyer_id
      WHERE o.shop_id = ${shopId} AND o.order_id = ANY(${latest.map((order) => order.orderId)}::text[]) AND b.first_order_at >= o.placed_at`;
    const best = await db.ambassador.findFirst({
      where: { shopId, state: "active" },
      orderBy: { joinedAt: "asc" },
      select: { name: true },
    });
    const prices = await db.$queryRaw<{ price_minor: bigint; variants: number }[]>`
      SELECT price_minor, variants FROM (
        SELECT v.price_minor, count(*)::int AS variants FROM variant v JOIN product p USING (shop_id, product_id)
        WHERE v.shop_id = ${shopId} AND v.available AND NOT p.gift_card AND v.price_minor > 0 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_PRICES}) AS common
      ORDER BY price_minor`;
    return {
      order: usual ? { name: usual.name, goods: showMoney(usual.goodsMinor, place) } : null,
      ambassadorName: best?.name ?? null,
      latest: { orders: latest.length, firstOrders: first.orders },
      line: await readLine(db, shopId),
      prices: prices.map(({ price_minor, variants }) => ({ minor: String(price_minor), variants })),
    };
  });
}

async function readLine(db: Tx["db"], shopId: string): Promise<Examples["line"]> {
  const mining = await db.mining.findFirst({
    where: { shopId },
    orderBy: [{ minedAt: "desc" }, { miningId: "desc" }],
    select: { miningId: true, buyers: true },
  });
  if (!mining) return null;
  const rows = await db.$queryRaw<{ percent: number; share_bp: number }[]>`
    WITH held AS (
      SELECT rank, sum(net_spend_minor) OVER (ORDER BY rank) AS theirs, sum(net_spend_minor) OVER () AS everybodys
      FROM ranking WHERE shop_id = ${shopId} AND mining_id = ${mining.miningId}::uuid)
    SELECT percent, coalesce(div(held.theirs * 10000, nullif(held.everybodys, 0)), 0)::int AS share_bp
    FROM generate_series(1, 100) AS percent JOIN held ON held.rank = ceil(percent * ${mining.buyers}::numeric / 100) ORDER BY percent`;
  return { buyers: mining.buyers, shareBp: [0, ...rows.map((row) => row.share_bp)] };
}
