/**
 * What the ledger should say, reckoned from the emulator's books alone: Shopify's amounts, the programme's rate, and the
 * rule that nothing but a friend's paid goods counts. Journeys compare the two to 0 minor units.
 */
import type { Order } from "../emulator/books.ts";
import { lineAfterAllDiscountsBeforeTaxesMinor, refundDiscrepancyMinor } from "../emulator/commerce/totals.ts";
import type { Story } from "./story";

const CREDIT_BP = 1_000;
const PAID = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"];

/** What an order brings the ambassador who sent the friend, in minor units, as Shopify's books have it now. */
export function creditOf(order: Order, creditBp = CREDIT_BP): number {
  if (order.cancelledAt || order.test || !PAID.includes(order.financialStatus)) return 0;
  if (order.disputes?.some(({ status }) => status === "LOST" || status === "ACCEPTED")) return 0;
  const goods = order.lines
    .filter((line) => !line.giftCard)
    .reduce((sum, line) => sum + lineAfterAllDiscountsBeforeTaxesMinor(order, line), 0);
  return Math.max(0, Math.floor(((goods + Math.min(0, refundDiscrepancyMinor(order))) * creditBp) / 10_000));
}

/** The order as the emulator has it now. */
export const now = ({ emulator }: Story, { id }: { id: string }): Order => emulator.books.order.need(id);

export type Sums = { pending: number; earned: number; redeemed: number };

/** An ambassador's accounts, straight from the entries. */
export async function sumsOf({ t }: Story, { ambassadorId }: { ambassadorId: string }): Promise<Sums> {
  const rows = await t.sql<{ kind: keyof Sums; amount: string }>(
    `SELECT a.kind, sum(CASE WHEN e.to_account_id = a.account_id THEN e.amount_minor ELSE -e.amount_minor END) AS amount
     FROM account a JOIN entry e ON e.shop_id = a.shop_id AND a.account_id IN (e.from_account_id, e.to_account_id)
     WHERE a.ambassador_id::text = $1 GROUP BY a.kind`,
    [ambassadorId],
  );
  const of = (kind: keyof Sums) => Number(rows.find((row) => row.kind === kind)?.amount ?? 0);
  return { pending: of("pending"), earned: of("earned"), redeemed: of("redeemed") };
}

export type Posted = Sums & { entries: number; taken: number };

/** What one order's entries put where; `taken`: how many of them give back to the programme. */
export async function postedFor({ t }: Story, order: { id: string }): Promise<Posted> {
  const rows = await t.sql<{ from_kind: string; to_kind: string; amount: string }>(
    `SELECT f.kind AS from_kind, g.kind AS to_kind, e.amount_minor AS amount FROM entry e
       JOIN account f ON f.shop_id = e.shop_id AND f.account_id = e.from_account_id
       JOIN account g ON g.shop_id = e.shop_id AND g.account_id = e.to_account_id
     WHERE e.source_kind = 'order' AND e.source_id = $1`,
    [order.id],
  );
  const of = (kind: string) =>
    rows.reduce((sum, row) => sum + (row.to_kind === kind ? Number(row.amount) : 0) - (row.from_kind === kind ? Number(row.amount) : 0), 0);
  const taken = rows.filter((row) => row.to_kind === "program").length;
  return { pending: of("pending"), earned: of("earned"), redeemed: of("redeemed"), entries: rows.length, taken };
}

export type Verdict = { outcome: string; reason: string; ambassadorId: string | null };

/** The latest decision; null when the order has none. */
export async function verdictOn({ t }: Story, order: { id: string }): Promise<Verdict | null> {
  const [row] = await t.sql<{ outcome: string; reason: string; ambassador_id: string | null }>(
    "SELECT outcome, reason, ambassador_id::text FROM decision WHERE order_id = $1 ORDER BY sequence DESC LIMIT 1",
    [order.id],
  );
  return row ? { outcome: row.outcome, reason: row.reason, ambassadorId: row.ambassador_id } : null;
}
