/** Rows of a mining and its ranking for tests that begin after it: what mining would have written, with only what a test looks at named. */
import { dayAt } from "~/domain/mining/days";
import type { World } from "~/ports/world";

/** As of today; a fit that holds the published figures of the CDNOW sample. */
export function miningRow(
  world: World,
  changes: { miningId?: string; buyers?: number; powerBuyers?: number } & Record<string, unknown> = {},
) {
  const now = world.clock.now();
  const asOfDay = dayAt(now, "UTC");
  return {
    shopId: world.shopId,
    miningId: world.chance.uuid(),
    method: "alive spend",
    fallBack: null,
    level: "forecasts",
    levelWhy: [],
    horizonFrom: new Date("2024-03-10T12:00:00Z"),
    horizonTo: now,
    horizonDays: null,
    asOfDay,
    timeZone: "UTC",
    orders: 9,
    leftOut: {},
    buyers: 1,
    repeatBuyers: 1,
    resellers: 0,
    powerBuyers: 1,
    powerBuyerBp: 1_000,
    spendShareBp: 3_000,
    currency: "GBP",
    scoring: { asOfDay, mbgNbd: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, gammaGamma: { p: 6.25, q: 3.74, gamma: 1_544 } },
    models: {},
    forecastWeeks: 26,
    seed: "0".repeat(32),
    why: "test",
    minedAt: now,
    ...changes,
  };
}

/** A buyer of nine orders since March 2024, the last today. */
export function rankingRow(world: World, changes: { miningId: string; buyerId: string; rank: number } & Record<string, unknown>) {
  return {
    shopId: world.shopId,
    powerBuyer: true,
    score: 100_000 - changes.rank,
    pAlive: 0.9,
    orders: 9,
    purchaseDays: 9,
    firstDay: dayAt(new Date("2024-03-10T12:00:00Z"), "UTC"),
    lastDay: dayAt(world.clock.now(), "UTC"),
    netSpendMinor: BigInt(100_000 - changes.rank),
    firstNetMinor: 10_000n,
    orderedMinor: 100_000n,
    gifts: 0,
    ordersMoreThan: 90,
    favourite: null as string | null,
    reseller: false,
    ...changes,
  };
}
