/**
 * The owner's list of decided orders: one row an order, its latest verdict as a word, the why as a sentence, and what it
 * brought whom.
 */
import type { World } from "~/ports/world";
import { storedFacts, type Facts } from "../attribution/facts";
import { NOTHING_LEFT, likenessSentences, outcomeWord, ownerSentence } from "../attribution/sentence";
import { readPosted, type Posted } from "../ledger/read-posted.server";
import { creditStateOf, leavesNothing, whatBecame, type Became, type CreditState } from "../order/became";
import { pageOf } from "../page-of";
import { readShopPlace, type MoneyPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { readOrderTrails, type OrderTrail } from "./read-order-trails.server";

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
  /** What happened to one that counts. */
  became: Became | null;
  /** Of what it earns; `none` too where it doesn't count. */
  creditState: CreditState;
  /** When what waits becomes theirs; null when nothing waits, or that isn't known yet. */
  dueAt: string | null;
  /** An owner's words for their decision; null when the rules decided. */
  note: string | null;
  /** How often it was decided. */
  decisions: number;
  /** What the rules saw. */
  facts: Facts;
  /** What the order and the ambassador have in common, a sentence each. */
  alike: string[];
  /** Each code and link on it with whose it is and why it won or lost, and what was decided before. */
  trail: OrderTrail;
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
    const { skip, take, ...pages } = pageOf(total, page, PAGE_SIZE);
    const rows = await db.$queryRaw<Row[]>`
      SELECT d.order_id, o.name, o.placed_at, o.currency, o.goods_minor, o.cancelled_at, o.dispute, o.paid_at, concat_ws(' ', b.first_name, b.last_name) AS buyer_name, d.outcome, d.reason, d.sequence, d.facts, d.note, d.code,
        d.ambassador_id::text, a.name AS ambassador_name, c.due_at
      FROM (SELECT DISTINCT ON (order_id) * FROM decision WHERE shop_id = ${shopId} ORDER BY order_id, sequence DESC) AS d
        JOIN orders o ON o.shop_id = d.shop_id AND o.order_id = d.order_id
        LEFT JOIN buyer b ON b.shop_id = o.shop_id AND b.buyer_id = o.buyer_id
        LEFT JOIN ambassador a ON a.shop_id = d.shop_id AND a.ambassador_id = d.ambassador_id
        LEFT JOIN credit c ON c.shop_id = d.shop_id AND c.order_id = d.order_id AND d.outcome = 'attributed'
      WHERE ${asked}::text IS NULL OR d.outcome = ${asked}
      ORDER BY o.placed_at DESC, d.order_id DESC LIMIT ${take} OFFSET ${skip}`;
    const orderIds = rows.map((row) => row.order_id);
    const posted = await readPosted(db, shopId, orderIds);
    const trailOf = await readOrderTrails(db, shopId, orderIds);
    return {
      rows: rows.map((row) => ({
        ...seen(row, { ...place, currency: row.currency }),
        // Only what is in its programme's currency counts, so what it earns is in its own.
        ...earns(
          row,
          posted.filter((one) => one.orderId === row.order_id),
          { ...place, currency: row.currency },
        ),
        orderId: row.order_id,
        orderName: row.name,
        placedAt: row.placed_at.toISOString(),
        buyerName: row.buyer_name || null,
        outcome: row.outcome,
        reason: row.reason,
        sentence: ownerSentence(row.reason, row.ambassador_name),
        ambassadorId: row.ambassador_id,
        ambassadorName: row.ambassador_name,
        code: row.code,
        goods: showMoney(row.goods_minor, { ...place, currency: row.currency }),
        note: row.note,
        decisions: row.sequence,
        trail: trailOf(row.order_id),
      })),
      total,
      ...pages,
    };
  });
}

/** What it brings now, and the word for that. @param posted what it moved, one per ambassador it ever moved anything for */
function earns(row: Row, posted: Posted[], place: MoneyPlace): Pick<OrderRow, "verdict" | "became" | "credit" | "creditState" | "dueAt"> {
  const sum = (of: "pendingMinor" | "earnedMinor") => posted.reduce((all, one) => all + one[of], 0n);
  const everPosted = row.outcome === "attributed" && posted.some(({ ambassadorId }) => ambassadorId === row.ambassador_id);
  const creditState = creditStateOf(everPosted, sum("pendingMinor"), sum("earnedMinor"));
  const became = whatBecame({ ...row, cancelledAt: row.cancelled_at, paidAt: row.paid_at, creditState });
  return {
    verdict: leavesNothing(became) ? NOTHING_LEFT : outcomeWord(row.outcome),
    became,
    credit: showMoney(sum("pendingMinor") + sum("earnedMinor"), place),
    creditState,
    dueAt: creditState === "waiting" ? (row.due_at?.toISOString() ?? null) : null,
  };
}

function seen(row: Row, place: MoneyPlace): Pick<OrderRow, "facts" | "alike" | "ordered" | "minimum"> {
  const facts = storedFacts(row.facts);
  const claims = [...facts.codes, ...(facts.click ? [facts.click] : [])];
  const claimed = claims.find(({ ambassador }) => ambassador && ambassador.ambassadorId === row.ambassador_id)?.ambassador;
  const asked = claims[0]?.program;
  const minimumMinor = BigInt(asked?.minimumSpendMinor ?? 0);
  return {
    facts,
    alike: claimed ? likenessSentences(claimed, row.ambassador_name) : [],
    ordered: showMoney(BigInt(facts.order.orderedMinor), place),
    minimum: minimumMinor > 0n ? showMoney(minimumMinor, { ...place, currency: asked.currency ?? place.currency }) : null,
  };
}

type Row = {
  order_id: string;
  name: string;
  placed_at: Date;
  currency: string;
  goods_minor: bigint;
  cancelled_at: Date | null;
  dispute: string | null;
  paid_at: Date | null;
  buyer_name: string;
  outcome: string;
  reason: string;
  sequence: number;
  facts: unknown;
  note: string | null;
  code: string | null;
  ambassador_id: string | null;
  ambassador_name: string | null;
  due_at: Date | null;
};
