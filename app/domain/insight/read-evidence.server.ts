/**
 * What the latest list stands on, for an owner who asks how we know: what was read and left out, how it was sorted and why so,
 * and what the same way of sorting would have found on the store's own past.
 */
import type { World } from "~/ports/world";
import { LEFT_OUT_REASONS, type LeftOut, type LeftOutReason } from "../buyer/what-counts";
import { tenthOf } from "../mining/backtest";
import { dayAt, noonOf } from "../mining/days";
import { readKeptBacktest, type KeptBacktest } from "../mining/kept-mining";
import { LEVEL_REASONS, type FallBackReason, type LevelReason } from "../mining/ladder";
import { DAYS_A_WEEK, type ChosenRanking, type Level, type RankingName } from "../mining/mining";

export type Evidence = {
  minedAt: string;
  seed: string;
  orders: number;
  buyers: number;
  repeatBuyers: number;
  resellers: number;
  /** Days, each as a moment of it. */
  horizonFrom: string;
  horizonTo: string;
  /** How far back Shopify let us see; null: the whole history. */
  horizonDays: number | null;
  /** Whole weeks from the first order to the day of the list. */
  historyWeeks: number;
  method: ChosenRanking;
  fallBack: FallBackReason | null;
  level: Level;
  levelWhy: LevelReason[];
  leftOut: { reason: LeftOutReason; orders: number }[];
  trial: Trial | null;
};

/** The list as it would have been made on a day of the past, against what people bought afterwards. Shares are 0…1. */
export type Trial = {
  madeOn: string;
  weeks: number;
  buyers: number;
  /** How many people a tenth is: of the list's best so many, how many were among the true best so many. */
  best: number;
  found: number;
  /** The same for sorting by what people had spent. */
  foundBySpend: number;
  rankings: {
    name: RankingName;
    inUse: boolean;
    ofBestTenth: number;
    ofBestHundredth: number;
    spendShare: number;
    boughtAgain: number;
    /** People of the best tenth found more than by past spend, as a share of them; null for past spend itself. */
    difference: { by: number; low: number; high: number } | null;
  }[];
  /** Orders foretold by orders that came; null where nothing could be foretold. */
  foretold: number | null;
  /** Share of people whose orders lay inside their range; null: no ranges. */
  rangesHeld: { all: number; best: number } | null;
};

/** null before the first mining. */
export async function readEvidence(world: World): Promise<Evidence | null> {
  const { shopId } = world;
  const mining = await world.transaction(({ db }) =>
    db.mining.findFirst({
      where: { shopId },
      orderBy: [{ minedAt: "desc" }, { miningId: "desc" }],
      omit: { scoring: true, models: true },
    }),
  );
  if (!mining) return null;
  const method = mining.method as ChosenRanking;
  const firstDay = dayAt(mining.horizonFrom, "UTC");
  return {
    minedAt: mining.minedAt.toISOString(),
    seed: mining.seed,
    orders: mining.orders,
    buyers: mining.buyers,
    repeatBuyers: mining.repeatBuyers,
    resellers: mining.resellers,
    horizonFrom: mining.horizonFrom.toISOString(),
    horizonTo: mining.horizonTo.toISOString(),
    horizonDays: mining.horizonDays,
    historyWeeks: Math.floor((mining.asOfDay - firstDay + 1) / DAYS_A_WEEK),
    method,
    fallBack: mining.fallBack as FallBackReason | null,
    level: mining.level as Level,
    levelWhy: LEVEL_REASONS.filter((reason) => mining.levelWhy.includes(reason)),
    leftOut: LEFT_OUT_REASONS.flatMap((reason) => {
      const orders = (mining.leftOut as LeftOut)[reason] ?? 0;
      return orders > 0 ? [{ reason, orders }] : [];
    }),
    trial: trialOf(readKeptBacktest(mining.backtest), method),
  };
}

function trialOf(kept: KeptBacktest | null, method: ChosenRanking): Trial | null {
  const used = kept?.rankings.find(({ name }) => name === method);
  const bySpend = kept?.rankings.find(({ name }) => name === "past spend");
  if (!kept || !used || !bySpend) return null;
  const best = tenthOf(kept.sampled);
  return {
    madeOn: noonOf(kept.calibration.to).toISOString(),
    weeks: kept.weeks,
    buyers: kept.buyers,
    best,
    found: Math.round(used.recallAtTop10 * best),
    foundBySpend: Math.round(bySpend.recallAtTop10 * best),
    rankings: kept.rankings.map(({ name, recallAtTop10, recallAtTop1, spendShare, activeShare, difference }) => ({
      name,
      inUse: name === method,
      ofBestTenth: recallAtTop10,
      ofBestHundredth: recallAtTop1,
      spendShare,
      boughtAgain: activeShare,
      difference: difference && { by: difference.by, low: difference.low, high: difference.high },
    })),
    foretold: kept.forecastToActual,
    rangesHeld: kept.rangesHeld,
  };
}
