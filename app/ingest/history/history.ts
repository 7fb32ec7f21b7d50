/**
 * The reading of the order history: its states, and what an owner is told at each. One row a reading; it moves
 * requested → preparing (Shopify writes a file) → reading (we read it) → done, may be stopped and goes on where it was.
 */
export type ImportKind = "catalogue" | "orders";
export type ImportState = "requested" | "preparing" | "reading" | "stopped" | "done" | "failed";

/** An operation that expired or failed is started anew at most this often. */
export const MOST_RUNS = 3;

/** Days that Shopify shows without read_all_orders. */
export const SHORT_HORIZON_DAYS = 60;

/** null: the whole history. */
export const horizonDaysFor = (scopes: string[]): number | null => (scopes.includes("read_all_orders") ? null : SHORT_HORIZON_DAYS);
