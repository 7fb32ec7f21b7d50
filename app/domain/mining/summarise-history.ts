/** From orders to buyers: one pass, one summary a buyer, in any order of rows. */
import type { BuyerSummary, HistoryRow } from "./mining";

export class BuyerSummaries {
  readonly #byBuyer = new Map<string, BuyerSummary>();

  /** Adds one order that counts. */
  add(row: HistoryRow & { buyerId: string }): void {
    const known = this.#byBuyer.get(row.buyerId);
    if (!known) {
      this.#byBuyer.set(row.buyerId, {
        buyerId: row.buyerId,
        orders: 1,
        firstOrderAtMs: row.placedAtMs,
        lastOrderAtMs: row.placedAtMs,
        netSpendMinor: row.goodsMinor,
        gifts: row.gift ? 1 : 0,
      });
      return;
    }
    known.orders += 1;
    known.firstOrderAtMs = Math.min(known.firstOrderAtMs, row.placedAtMs);
    known.lastOrderAtMs = Math.max(known.lastOrderAtMs, row.placedAtMs);
    known.netSpendMinor += row.goodsMinor;
    known.gifts += row.gift ? 1 : 0;
  }

  all(): BuyerSummary[] {
    return [...this.#byBuyer.values()];
  }
}
