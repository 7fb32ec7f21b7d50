/**
 * What the settings are shown on: a real order of this store, how many of its latest orders were somebody's first, what
 * each line for power buyers would hold, and the prices of what could stand on the shelf. Facts only; the page does the
 * sums as the owner types.
 */
import type { World } from "~/ports/world";
import type { LineStep } from "../mining/line";
import { readLatestMining } from "../mining/read-latest-mining.server";
import { readProgramCurrency } from "../program/read-program-currency.server";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { readRankingSums } from "./read-ranking-sums.server";

export type Examples = {
  /** A usual one among the latest; null before the history is read. `name` begins with "#". */
  order: { name: string; goods: ShownMoney } | null;
  /** Somebody who could have earned; null before anybody joined. */
  ambassadorName: string | null;
  latest: { orders: number; firstOrders: number };
  /** null before the first mining; the line's places, ascending by people. */
  line: { buyers: number; steps: LineStep[] } | null;
  /** Available products' prices in minor units, ascending, with how many have each; the 500 commonest. */
  prices: { minor: string; variants: number }[];
};

const LATEST = 100;
const MOST_PRICES = 500;

export function readExamples(world: World): Promise<Examples> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const store = await readShopPlace(db, shopId);
    const place = { ...store, currency: (await readProgramCurrency(world)) ?? store.storeCurrency };
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
        WHERE v.shop_id = ${shopId} AND v.available AND v.currency = ${place.currency} AND NOT p.gift_card AND v.price_minor > 0 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_PRICES}) AS common
      ORDER BY price_minor`;
    const mining = await readLatestMining(world);
    return {
      order: usual ? { name: usual.name, goods: showMoney(usual.goodsMinor, place) } : null,
      ambassadorName: best?.name ?? null,
      latest: { orders: latest.length, firstOrders: first.orders },
      line: mining && { buyers: mining.buyers, steps: (await readRankingSums(db, { shopId, ...mining })).steps },
      prices: prices.map(({ price_minor, variants }) => ({ minor: String(price_minor), variants })),
    };
  });
}
