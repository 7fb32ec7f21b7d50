/** The mining in force: the latest. What pages say of the list as a whole stands in it. */
import type { World } from "~/ports/world";
import type { ChosenRanking, Level } from "./mining";

export type MiningSummary = {
  miningId: string;
  minedAt: string;
  method: ChosenRanking;
  level: Level;
  orders: number;
  buyers: number;
  powerBuyers: number;
  powerBuyerBp: number;
  spendShareBp: number;
  horizonFrom: string;
  horizonTo: string;
  /** How far back Shopify let us see; null: the whole history. */
  horizonDays: number | null;
  /** Days since 1970 where the store is: the day the list speaks of. */
  asOfDay: number;
  forecastWeeks: number;
  currency: string;
};

/** null before the first. */
export async function readLatestMining(world: World): Promise<MiningSummary | null> {
  const mining = await world.transaction(({ db }) =>
    db.mining.findFirst({
      where: { shopId: world.shopId },
      orderBy: [{ minedAt: "desc" }, { miningId: "desc" }],
      omit: { shopId: true, scoring: true, models: true, backtest: true, listChange: true, leftOut: true },
    }),
  );
  if (!mining) return null;
  return {
    miningId: mining.miningId,
    minedAt: mining.minedAt.toISOString(),
    method: mining.method as ChosenRanking,
    level: mining.level as Level,
    orders: mining.orders,
    buyers: mining.buyers,
    powerBuyers: mining.powerBuyers,
    powerBuyerBp: mining.powerBuyerBp,
    spendShareBp: mining.spendShareBp,
    horizonFrom: mining.horizonFrom.toISOString(),
    horizonTo: mining.horizonTo.toISOString(),
    horizonDays: mining.horizonDays,
    asOfDay: mining.asOfDay,
    forecastWeeks: mining.forecastWeeks,
    currency: mining.currency,
  };
}
