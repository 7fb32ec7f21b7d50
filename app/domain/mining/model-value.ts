/**
 * What a buyer is expected to spend in a horizon: orders expected by MBG/NBD × spend per order expected by Gamma-Gamma. Its
 * range is wide for one person and its total is biased, so it stands beside the ranking and under a forecast, not above both.
 */
import { forecasterOf } from "./bg-nbd-family-horizon";
import type { BetaGeometricParams } from "./bg-nbd-family";
import { expectedSpend, type GammaGammaParams } from "./gamma-gamma";
import { DAYS_A_WEEK, type Column, type Past } from "./mining";

/** Orders expected of every row in the next `weeks`. */
export function expectedOrdersColumn(past: Past, params: BetaGeometricParams, weeks: number): Column {
  const expected = forecasterOf(1, params, weeks);
  const column = new Float64Array(past.size);
  for (let row = 0; row < past.size; row++) {
    const [first, last] = [past.firstDay[row], past.lastDay[row]];
    column[row] = expected(past.days[row] - 1, (last - first) / DAYS_A_WEEK, (past.asOfDay - first) / DAYS_A_WEEK);
  }
  return column;
}

/**
 * Spend per order expected of one buyer, in minor units. Gamma-Gamma reads repeat purchases; without a fit, or for somebody
 * it cannot read, their own mean per purchase.
 */
export function spendPerOrder(gammaGamma: GammaGammaParams | null, days: number, netMinor: number, firstNetMinor: number): number {
  const repeats = days - 1;
  const repeatMinor = netMinor - firstNetMinor;
  if (!gammaGamma || (repeats > 0 && !(repeatMinor > 0))) return Math.max(0, netMinor) / days;
  return expectedSpend(gammaGamma, { orders: repeats, meanSpend: repeats > 0 ? repeatMinor / repeats : 1 });
}

/** Minor units expected of every row in the horizon. */
export function modelValue(past: Past, expectedOrders: Column, gammaGamma: GammaGammaParams | null): Column {
  return expectedOrders.map(
    (orders, row) => orders * spendPerOrder(gammaGamma, past.days[row], past.netMinor[row], past.firstNetMinor[row]),
  );
}
