/**
 * The words of mining. A history is columns, one row an order, so that a file and the database can be two readers of
 * the same rules: cleaning, summarising and ranking below never know where the rows came from.
 */

/** One order as mining sees it. Money in minor units of the shop's currency; time in ms since 1970, UTC. */
export type HistoryRow = {
  orderId: string;
  buyerId: string | null;
  placedAtMs: number;
  /** Goods now, after discounts, refunds and removals, without tax. */
  goodsMinor: bigint;
  currency: string;
  test: boolean;
  cancelled: boolean;
  ownReward: boolean;
  gift: boolean;
};

/** Why an order was left out, in words an owner reads. */
export type LeftOutReason = "test order" | "cancelled" | "one of our own rewards" | "no customer" | "another currency" | "nothing was paid";
export type LeftOut = Partial<Record<LeftOutReason, number>>;

/** What one buyer's kept orders add up to. */
export type BuyerSummary = {
  buyerId: string;
  orders: number;
  firstOrderAtMs: number;
  lastOrderAtMs: number;
  netSpendMinor: bigint;
  gifts: number;
};

export type Ranked = BuyerSummary & { rank: number; powerBuyer: boolean };

/** The ranking in use; "Mining" adds more beside it. */
export const METHOD = "net past spend";
