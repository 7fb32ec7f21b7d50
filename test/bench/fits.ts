/** How long the models take to fit: on the published sample, on 100,000 buyers, and a million by a sample, scored in full. */
import { readCdnow } from "../domain/mining/cdnow.ts";
import { columnsOf, simulatedPurchases } from "../domain/mining/columns.ts";
import { bgNbd } from "~/domain/mining/bg-nbd";
import { fitGammaGamma } from "~/domain/mining/gamma-gamma";
import { mbgNbd } from "~/domain/mining/mbg-nbd";
import { mineColumns } from "~/domain/mining/mine-columns";
import { paretoNbd } from "~/domain/mining/pareto-nbd";
import { historiesOf, repeatRows, spendsOf, wholePast } from "~/domain/mining/past";
import { rowsOf } from "~/domain/mining/order-rows";
import { spreadOf, type Spread } from "./statistics.ts";

export type FitTimes = { buyers: number; model: string; seconds: Spread }[];

const SEED = "00000001000000020000000300000004";

function times(rounds: number, work: () => void): Spread {
  return spreadOf(
    Array.from({ length: rounds }, () => {
      const from = performance.now();
      work();
      return (performance.now() - from) / 1_000;
    }),
  );
}

export function benchFits({ rounds, many, most }: { rounds: number; many: number; most: number }): FitTimes {
  const found: FitTimes = [];
  const cdnow = readCdnow();
  const models = [bgNbd, mbgNbd, paretoNbd] as const;
  for (const model of models)
    found.push({ buyers: cdnow.buyers.length, model: model.name, seconds: times(rounds, () => void model.fit(cdnow.histories)) });
  found.push({ buyers: cdnow.buyers.length, model: "Gamma-Gamma", seconds: times(rounds, () => void fitGammaGamma(cdnow.spends)) });

  const { buyers, periods } = columnsOf(simulatedPurchases({ buyers: many, weeks: 156, alpha: 8, b: 3, seed: 7 }));
  const past = wholePast(buyers, periods.asOf);
  const histories = historiesOf(past);
  for (const model of models) found.push({ buyers: many, model: model.name, seconds: times(rounds, () => void model.fit(histories)) });
  found.push({
    buyers: many,
    model: "Gamma-Gamma",
    seconds: times(rounds, () => void fitGammaGamma(spendsOf(past, repeatRows(past, rowsOf(past.size))))),
  });

  // Copies of the same buyers, since a million drawn one by one take longer than the fit.
  const copies = Math.ceil(most / many);
  const grown = Object.fromEntries(
    Object.entries(buyers).map(([name, column]) => [name, typeof column === "number" ? column * copies : repeated(column, copies)]),
  ) as typeof buyers;
  found.push({
    buyers: grown.size,
    model: "all of mining: four fits by a sample, all scored, backtest",
    seconds: times(rounds, () => void mineColumns({ buyers: grown, periods, truncated: false, seed: SEED })),
  });
  return found;
}

function repeated(column: Float64Array, copies: number): Float64Array {
  const whole = new Float64Array(column.length * copies);
  for (let copy = 0; copy < copies; copy++) whole.set(column, copy * column.length);
  return whole;
}
