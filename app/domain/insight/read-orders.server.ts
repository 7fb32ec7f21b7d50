/**
 * The owner's list of decided orders: one row an order, its latest verdict as a word, the why as a sentence, and what it
 * brought whom.
 */
import type { Dispute } from "~/ports/shop";
import type { World } from "~/ports/world";
import { storedFacts, type Facts } from "../attribution/facts";
import { outcomeWord, ownerSentence, signSentence } from "../attribution/sentence";
import { readPosted } from "../ledger/read-posted.server";
import { readShopPlace, type ShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";

export type OrderRow = {
  orderId: string;
  orderName: string;
  placedAt: string;
  buyerName: string | null;
  verdict: string;
  /** attributed | ignored | under review */
  outcome: string;
  /** A stable word; the sentence says it. */
  reason: string;
  sentence: string;
  ambassadorId: string | null;
  ambassadorName: string | null;
  code: string | null;
  goods: ShownMoney;
  credit: ShownMoney;
  /** pending | earned; null when nobody is credited. */
  creditState: string | null;
  dueAt: string | null;
  /** What became of a chargeback; null when there is none. */
  dispute: Dispute | null;
  /** An owner's words for their decision; null when the rules decided. */
  note: string | null;
  /** How often it was decided. */
  decisions: number;
  /** What the rules saw. */
  facts: Facts;
  /** What else the order and the ambassador have in common, a sentence each. */
  alike: string[];
  /** The goods as ordered, and what they must come to where the owner set a minimum. */
  ordered: ShownMoney;
  minimum: ShownMoney | null;
};

const PAGE_SIZE = 50;

/** Latest order first; pages count from 1. `outcome` narrows to one verdict. */
export function readOrders(
  world: World,
  { page = 1, outcome }: { page?: number; outcome?: "attributed" | "ignored" | "under review" },
): Promise<{ rows: OrderRow[]; total: number; page: number; pages: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const asked = outcome ?? null;
    const [{ total }] = await db.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total FROM (SELECT DISTINCT ON (order_id) outcome FROM decision WHERE shop_id = ${shopId} ORDER BY order_id, sequence DESC) AS latest
      WHERE ${asked}::text IS NULL OR outcome = ${asked}`;
    const rows = await db.$queryRaw<Row[]>`
      SELECT d.order_id, o.name, o.placed_at, o.goods_minor, o.dispute, concat_ws(' ', b.first_name, b.last_name) AS buyer_name, d.outcome, d.reason, d.sequence, d.facts, d.note, d.code,
        d.ambassador_id::text, a.name AS ambassador_name, c.state AS credit_state, c.due_at
      FROM (SELECT DISTINCT ON (order_id) * FROM decision WHERE shop_id = ${shopId} ORDER BY order_id, sequence DESC) AS d
        JOIN orders o ON o.shop_id = d.shop_id AND o.order_id = d.order_id
        LEFT JOIN buyer b ON b.shop_id = o.shop_id AND b.buyer_id = o.buyer_id
        LEFT JOIN ambassador a ON a.shop_id = d.shop_id AND a.ambassador_id = d.ambassador_id
        LEFT JOIN credit c ON c.shop_id = d.shop_id AND c.order_id = d.order_id AND d.outcome = 'attributed'
      WHERE ${asked}::text IS NULL OR d.outcome = ${asked}
      ORDER BY o.placed_at DESC, d.order_id DESC LIMIT ${PAGE_SIZE} OFFSET ${(Math.max(1, page) - 1) * PAGE_SIZE}`;
    const posted = await readPosted(
      db,
      shopId,
      rows.map((row) => row.order_id),
    );
    const creditOf = (row: Row) =>
      posted.filter((one) => one.orderId === row.order_id).reduce((sum, one) => sum + one.pendingMinor + one.earnedMinor, 0n);
    return {
      rows: rows.map((row) => ({
        ...seen(row, place),
        orderId: row.order_id,
        orderName: row.name,
        placedAt: row.placed_at.toISOString(),
        buyerName: row.buyer_name || null,
        verdict: outcomeWord(row.outcome),
        outcome: row.outcome,
        reason: row.reason,
        sentence: ownerSentence(row.reason, row.ambassador_name),
        ambassadorId: row.ambassador_id,
        ambassadorName: row.ambassador_name,
        code: row.code,
        goods: showMoney(row.goods_minor, place),
        credit: showMoney(creditOf(row), place),
        creditState: row.credit_state,
        dispute: row.dispute,
        dueAt: row.due_at?.toISOString() ?? null,
        note: row.note,
        decisions: row.sequence,
      })),
      total,
      page: Math.max(1, page),
      pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    };
  });
}

function seen(row: Row, place: ShopPlace): Pick<OrderRow, "facts" | "alike" | "ordered" | "minimum"> {
  const facts = storedFacts(row.facts);
  const claims = [...facts.codes, ...(facts.click ? [facts.click] : [])];
  const signs = claims.find(({ ambassador }) => ambassador && ambassador.ambassadorId === row.ambassador_id)?.ambassador?.signs ?? [];
  const minimumMinor = BigInt(claims[0]?.program.minimumSpendMinor ?? 0);
  return {
    facts,
    alike: signs.map((sign) => signSentence(sign, row.ambassador_name)),
    ordered: showMoney(BigInt(facts.order.orderedMinor), place),
    minimum: minimumMinor > 0n ? showMoney(minimumMinor, place) : null,
  };
}

type Row = {
  order_id: string;
  name: string;
  placed_at: Date;
  goods_minor: bigint;
  dispute: Dispute | null;
  buyer_name: string;
  outcome: string;
  reason: string;
  sequence: number;
  facts: unknown;
  note: string | null;
  code: string | null;
  ambassador_id: string | null;
  ambassador_name: string | null;
  credit_state: string | null;
  due_at: Date | null;
};
