/**
 * The latest mining as a picture: what the ranking gives people against how long ago they last ordered, with every place the
 * owner's line can take, and the same as a small table. At most 250 people on each side of the line are dots, evenly taken by
 * rank; the table counts all.
 */
import type { Tx, World } from "~/ports/world";
import type { LineStep } from "../mining/line";
import { UNKNOWN_NAME } from "../mining/list-sql";
import { RECENT_DAYS } from "../mining/mine-columns";
import type { ChosenRanking } from "../mining/mining";
import { readLatestMining, type MiningSummary } from "../mining/read-latest-mining.server";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { readRankingSums, type AgeBand } from "./read-ranking-sums.server";

/** `valueMinor`: the ranking's; for those whom the ranking puts last, what they spent. */
export type PlotPerson = { buyerId: string; name: string; rank: number; days: number; valueMinor: number; spentMinor: string };
export type PlotBand = Omit<AgeBand, "spendMinor"> & { spend: ShownMoney };

export type BuyerPlot = {
  method: ChosenRanking;
  /** Of every amount here: the mining's. */
  currency: string;
  people: PlotPerson[];
  bands: PlotBand[];
  /** The line's places, ascending by people. */
  steps: LineStep[];
  /** Who has not ordered for longer comes after all others, whatever they spent; null: nobody does. */
  lastAfterDays: number | null;
  buyers: number;
  powerBuyers: number;
  powerBuyerBp: number;
};

const MOST_DOTS = 250;
/** null before the first mining. Days are counted to the day of the mining. */
export function readBuyerPlot(world: World): Promise<BuyerPlot | null> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const mining = await readLatestMining(world);
    if (!mining) return null;
    const { buyers, powerBuyers, powerBuyerBp, method, level, currency } = mining;
    const place = { ...(await readShopPlace(db, shopId)), currency };
    const { steps, bands } = await readRankingSums(db, { shopId, ...mining });
    return {
      method,
      currency,
      people: (await readDots(db, shopId, mining)).map((one) => ({
        buyerId: one.buyer_id,
        name: one.name || UNKNOWN_NAME,
        rank: one.rank,
        days: Math.max(0, mining.asOfDay - one.last_day),
        valueMinor: one.score > 0 ? one.score : Number(one.net_spend_minor),
        spentMinor: String(one.net_spend_minor),
      })),
      bands: bands.map(({ spendMinor, ...band }) => ({ ...band, spend: showMoney(spendMinor, place) })),
      steps,
      lastAfterDays: method === "past spend" && level === "past spend" ? RECENT_DAYS : null,
      buyers,
      powerBuyers,
      powerBuyerBp,
    };
  });
}

type Dot = { buyer_id: string; rank: number; score: number; net_spend_minor: bigint; last_day: number; name: string };

/** Each looked up by itself, as the list's people are (mining/list-sql.ts). */
function readDots(db: Tx["db"], shopId: string, { miningId, buyers, powerBuyers }: MiningSummary): Promise<Dot[]> {
  const ranks = [...evenly(1, powerBuyers), ...evenly(powerBuyers + 1, buyers)];
  return db.$queryRaw<Dot[]>`
    SELECT r.buyer_id, r.rank, r.score, r.net_spend_minor, r.last_day, concat_ws(' ', b.first_name, b.last_name) AS name
    FROM unnest(${ranks}::int[]) AS wanted (rank)
      CROSS JOIN LATERAL (SELECT * FROM ranking WHERE shop_id = ${shopId} AND mining_id = ${miningId}::uuid AND rank = wanted.rank LIMIT 1) r
      CROSS JOIN LATERAL (
        SELECT * FROM buyer WHERE shop_id = r.shop_id AND buyer_id = r.buyer_id AND erased_at IS NULL AND merged_into IS NULL LIMIT 1
      ) b
    ORDER BY r.rank`;
}

/** At most MOST_DOTS whole numbers from `from` to `to`, both among them. */
function evenly(from: number, to: number): number[] {
  const all = to - from + 1;
  const dots = Math.min(MOST_DOTS, all);
  return Array.from({ length: Math.max(0, dots) }, (_, index) => from + Math.round((index * (all - 1)) / Math.max(1, dots - 1)));
}
