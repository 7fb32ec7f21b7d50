/**
 * How well the rankings find the best later buyers: on the two real histories beside the project, and on simulated stores of
 * other kinds, where buyers lapse soon, late or hardly at all.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { mineColumns, type Backtest } from "~/domain/mining/mine-columns";
import { mineFile } from "~/mine/mine-file.server";
import { readMineOptions } from "~/mine/options";
import { columnsOf, simulatedPurchases } from "../domain/mining/columns.ts";

export type RankingFigures = {
  store: string;
  buyers: number;
  chosen: string;
  rankings: {
    name: string;
    recallAtTop10: number;
    spendShare: number;
    activeShare: number;
    byPoints: number | null;
    lowPoints: number | null;
    highPoints: number | null;
  }[];
  forecastToActual: number | null;
  rangesHeld: { all: number; best: number } | null;
};

const DATA = path.resolve(import.meta.dirname, "../../../shared/data");
const REAL: [store: string, file: string, ...options: string[]][] = [
  ["CDNOW sample, 39 + 39 weeks", "cdnow-sample.csv", "--until", "1997-09-30"],
  ["Online Retail, last 26 weeks", "online-retail.orders.jsonl.gz"],
  ["Online Retail, last 14 weeks", "online-retail.orders.jsonl.gz", "--horizon-weeks", "14"],
];
/** alpha: mean weeks between a buyer's orders; b: the larger, the later they lapse. */
const SIMULATED: [store: string, buyers: number, alpha: number, b: number][] = [
  ["simulated: half lapse after one order", 4_000, 4, 1],
  ["simulated: lapse soon", 4_000, 6, 2],
  ["simulated: lapse late", 4_000, 6, 12],
  ["simulated: nobody lapses", 4_000, 6, 1e6],
  ["simulated: a small store, lapse soon", 800, 6, 2],
];
const SEED = "00000001000000020000000300000004";

export async function benchRankings(): Promise<RankingFigures[]> {
  const found: RankingFigures[] = [];
  for (const [store, name, ...options] of REAL) {
    const file = path.join(DATA, name);
    if (!existsSync(file)) throw new Error(`${name} is absent: put it into ../shared/data beside the project.`);
    const { mined } = await mineFile(readMineOptions([file, ...options, "--json"]), new Date());
    found.push(figures(store, mined.chosen, mined.backtest!));
  }
  for (const [store, buyers, alpha, b] of SIMULATED) {
    const read = columnsOf(simulatedPurchases({ buyers, weeks: 104, alpha, b, seed: 77 }));
    const mined = mineColumns({ ...read, truncated: false, seed: SEED });
    found.push(figures(store, mined.chosen, mined.backtest!));
  }
  return found;
}

const inPoints = (share: number): number => Math.round(share * 1_000) / 10;

function figures(store: string, chosen: string, backtest: Backtest): RankingFigures {
  return {
    store,
    buyers: backtest.sampled,
    chosen,
    rankings: backtest.rankings.map(({ name, recallAtTop10, spendShare, activeShare, difference }) => ({
      name,
      recallAtTop10,
      spendShare,
      activeShare,
      byPoints: difference && inPoints(difference.by),
      lowPoints: difference && inPoints(difference.low),
      highPoints: difference && inPoints(difference.high),
    })),
    forecastToActual: backtest.forecastToActual,
    rangesHeld: backtest.rangesHeld,
  };
}
