/**
 * What is kept of a mining as JSON, and the way back to it. With a mining's models and a ranking's row a buyer's card can be
 * worked out again; with its seed and periods the backtest can be.
 */
import { z } from "zod";
import { RESAMPLES } from "./backtest";
import type { Mined } from "./mine-columns";
import { RANKING_NAMES, type ScoringModels } from "./mining";
import type { Period, Periods } from "./periods";

const period = z.object({ from: z.int(), to: z.int() });
const share = z.number();
const keptBacktest = z.object({
  calibration: period,
  test: period,
  weeks: z.number(),
  buyers: z.int(),
  sampled: z.int(),
  resamples: z.int(),
  rankings: z.array(
    z.object({
      name: z.enum(RANKING_NAMES),
      recallAtTop10: share,
      recallAtTop1: share,
      spendShare: share,
      activeShare: share,
      difference: z.object({ to: z.literal("past spend"), by: share, low: share, high: share, standardError: share }).nullable(),
    }),
  ),
  forecastToActual: z.number().nullable(),
  rangesHeld: z.object({ all: share, best: share }).nullable(),
});
/** Days since 1970 in the mining's time zone. */
export type KeptBacktest = z.infer<typeof keptBacktest>;

const scoring = z.object({
  asOfDay: z.int(),
  mbgNbd: z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }).nullable(),
  gammaGamma: z.object({ p: z.number(), q: z.number(), gamma: z.number() }).nullable(),
});

export function keepBacktest({ backtest }: Mined, { calibration, test }: Periods): KeptBacktest | null {
  if (!backtest || !test) return null;
  return { calibration, test: test satisfies Period, resamples: RESAMPLES, ...backtest };
}

/** @throws ZodError when what is stored is not what we store */
export const readKeptBacktest = (kept: unknown): KeptBacktest | null => keptBacktest.nullable().parse(kept ?? null);
export const readScoring = (kept: unknown): ScoringModels => scoring.parse(kept);
