/**
 * The latest mining as a picture: what people spent against how long ago they last ordered, with the owner's line, and the
 * same as a small table. At most 300 people on each side of the line are dots, evenly taken by rank; the table counts all.
 */
import type { World } from "~/ports/world";
import { UNKNOWN_NAME } from "../mining/read-power-buyers.server";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";

export type PlotPerson = { buyerId: string; name: string; rank: number; days: number; spend: ShownMoney; powerBuyer: boolean };
/** People whose last order is `fromDays` to `toDays` days ago (null: longer). */
export type PlotBand = { fromDays: number; toDays: number | null; people: number; powerBuyers: number; spend: ShownMoney };

export type BuyerPlot = {
  people: PlotPerson[];
  bands: PlotBand[];
  /** What the last power buyer spent: who spent less is below the line. */
  line: ShownMoney;
  buyers: number;
  powerBuyers: number;
};

const MOST_DOTS = 300;
const BANDS: [number, number | null][] = [
  [0, 30],
  [31, 90],
  [91, 180],
  [181, 365],
  [366, null],
];

/** null before the first mining. */
export function readBuyerPlot(world: World): Promise<BuyerPlot | null> {
  const { shopId } = world;
  const now = world.clock.now();
  return world.transaction(async ({ db }) => {
    const mining = await db.mining.findFirst({ where: { shopId }, orderBy: [{ minedAt: "desc" }, { miningId: "desc" }] });
    if (!mining) return null;
    const place = { ...(await readShopPlace(db, shopId)), currency: mining.currency };
    const people = await db.$queryRaw<Dot[]>`
      SELECT r.buyer_id, r.rank, r.power_buyer, r.net_spend_minor, floor(extract(epoch FROM ${now}::timestamptz - r.last_order_at) / 86400)::int AS days,
        concat_ws(' ', b.first_name, b.last_name) AS name
      FROM ranking r LEFT JOIN buyer b ON b.shop_id = r.shop_id AND b.buyer_id = r.buyer_id AND b.erased_at IS NULL
      WHERE r.shop_id = ${shopId} AND r.mining_id = ${mining.miningId}::uuid AND r.net_spend_minor > 0
        AND CASE WHEN r.power_buyer THEN r.rank % ${stepFor(mining.powerBuyers)} = 0 ELSE r.rank % ${stepFor(mining.buyers - mining.powerBuyers)} = 0 END
      ORDER BY r.rank LIMIT ${2 * MOST_DOTS}`;
    const bands = await db.$queryRaw<{ band: number; people: number; power_buyers: number; spend: bigint }[]>`
      SELECT width_bucket(floor(extract(epoch FROM ${now}::timestamptz - last_order_at) / 86400)::int, ARRAY[31, 91, 181, 366]) AS band,
        count(*)::int AS people, (count(*) FILTER (WHERE power_buyer))::int AS power_buyers, sum(net_spend_minor)::bigint AS spend
      FROM ranking WHERE shop_id = ${shopId} AND mining_id = ${mining.miningId}::uuid GROUP BY 1`;
    const last = await db.ranking.aggregate({
      where: { shopId, miningId: mining.miningId, powerBuyer: true },
      _min: { netSpendMinor: true },
    });
    return {
      people: people.map((one) => ({
        buyerId: one.buyer_id,
        name: one.name || UNKNOWN_NAME,
        rank: one.rank,
        days: Math.max(0, one.days),
        spend: showMoney(one.net_spend_minor, place),
        powerBuyer: one.power_buyer,
      })),
      bands: BANDS.map(([fromDays, toDays], index) => {
        const found = bands.find((one) => one.band === index);
        return {
          fromDays,
          toDays,
          people: found?.people ?? 0,
          powerBuyers: found?.power_buyers ?? 0,
          spend: showMoney(found?.spend ?? 0n, place),
        };
      }),
      line: showMoney(last._min.netSpendMinor ?? 0n, place),
      buyers: mining.buyers,
      powerBuyers: mining.powerBuyers,
    };
  });
}

const stepFor = (people: number): number => Math.max(1, Math.ceil(people / MOST_DOTS));

type Dot = { buyer_id: string; rank: number; power_buyer: boolean; net_spend_minor: bigint; days: number; name: string };
