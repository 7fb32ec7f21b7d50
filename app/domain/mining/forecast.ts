/**
 * What can be said of one buyer's future, worked out from a ranking's row and its mining's models and nothing else: so a card
 * shows the same today and when somebody asks a year later.
 */
import { aliveOf } from "./alive-spend";
import { forecasterOf } from "./bg-nbd-family-horizon";
import { DAYS_A_WEEK, type Level, type ScoringModels } from "./mining";
import { spendPerOrder } from "./model-value";
import { orderRange, type OrderRange } from "./order-range";

/** Days since 1970; money in minor units. */
export type KnownOfBuyer = { purchaseDays: number; firstDay: number; lastDay: number; netSpendMinor: number; firstNetMinor: number };

export type Forecast = {
  /** 0…1 */
  pAlive: number;
  expectedOrders: number;
  /** From the 5th to the 95th of 100 such buyers. */
  orders: OrderRange;
  expectedSpendMinor: number;
};

/** Levels at which a person's forecast is shown at all. */
export const forecastsShown = (level: Level): boolean => level === "forecasts" || level === "wide forecasts";

/** null without a fit to be trusted. */
export function forecastOf({ mbgNbd, gammaGamma, asOfDay }: ScoringModels, known: KnownOfBuyer, weeks: number): Forecast | null {
  if (!mbgNbd) return null;
  const { purchaseDays, firstDay, lastDay } = known;
  const expectedOrders = forecasterOf(1, mbgNbd, weeks)(
    purchaseDays - 1,
    (lastDay - firstDay) / DAYS_A_WEEK,
    (asOfDay - firstDay) / DAYS_A_WEEK,
  );
  return {
    pAlive: aliveOf(mbgNbd, purchaseDays, firstDay, lastDay, asOfDay),
    expectedOrders,
    orders: orderRange(mbgNbd, { days: purchaseDays, firstDay, lastDay, asOfDay }, weeks),
    expectedSpendMinor: expectedOrders * spendPerOrder(gammaGamma, purchaseDays, known.netSpendMinor, known.firstNetMinor),
  };
}
