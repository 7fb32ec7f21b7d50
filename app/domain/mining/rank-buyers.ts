/**
 * The ranking by net past spend, and the owner's line through it. Of 18 rankings measured none beats it everywhere; what
 * helps where buyers lapse is the "Mining" part's alive spend. Ties go to whoever bought last, then by id, so that the
 * same history always gives the same list.
 */
import type { BuyerSummary, Ranked } from "./mining";

/**
 * @param powerBuyerBp the owner's line: this share of buyers, best first, in basis points; rounded up to whole people
 * @returns every buyer, rank 1 first
 */
export function rankBuyers(buyers: BuyerSummary[], powerBuyerBp: number): Ranked[] {
  const line = Math.ceil((buyers.length * powerBuyerBp) / 10_000);
  return [...buyers].sort(bySpend).map((buyer, index) => ({ ...buyer, rank: index + 1, powerBuyer: index < line }));
}

function bySpend(a: BuyerSummary, b: BuyerSummary): number {
  if (a.netSpendMinor !== b.netSpendMinor) return a.netSpendMinor > b.netSpendMinor ? -1 : 1;
  if (a.lastOrderAtMs !== b.lastOrderAtMs) return b.lastOrderAtMs - a.lastOrderAtMs;
  return a.buyerId < b.buyerId ? -1 : 1;
}

/** Share of all net spend held by the power buyers, in basis points, rounded down; 0 when nothing was spent. */
export function spendShareBp(ranked: Ranked[]): number {
  let all = 0n;
  let theirs = 0n;
  for (const buyer of ranked) {
    all += buyer.netSpendMinor;
    if (buyer.powerBuyer) theirs += buyer.netSpendMinor;
  }
  return all === 0n ? 0 : Number((theirs * 10_000n) / all);
}
