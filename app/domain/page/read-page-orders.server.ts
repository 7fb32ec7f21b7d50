/**
 * The orders an ambassador may see: those that carry or carried their code or link, also where another's counted or theirs was taken
 * off, each with its why and what it brings. Never who the friend is, nor whose the other code was; what touched only others' codes is
 * not theirs to see.
 */
import type { Tx } from "~/ports/world";
import { readPosted } from "../ledger/read-posted.server";
import { creditStateOf, whatBecame } from "../order/became";
import type { PageOrder } from "./rewards-page";
import { showDay, showMoney, type Place } from "./shown";

const ORDERS_SHOWN = 50;

type Whose = { ambassadorId: string; programId: string; now: Date; place: Place };

/** The latest orders first, at most 50; `ordersTotal` says how many there are. */
export async function readPageOrders(
  db: Tx["db"],
  shopId: string,
  { ambassadorId, programId, now, place }: Whose,
): Promise<{ orders: PageOrder[]; ordersTotal: number }> {
  const rows = await db.$queryRaw<Row[]>`
    WITH self AS (SELECT ambassador_id FROM ambassador WHERE shop_id = ${shopId} AND (ambassador_id = ${ambassadorId}::uuid OR merged_into = ${ambassadorId}::uuid)),
      touched AS (
        SELECT order_id FROM decision WHERE shop_id = ${shopId} AND ambassador_id = ${ambassadorId}::uuid AND program_id = ${programId}::uuid
        UNION SELECT order_id FROM claim WHERE shop_id = ${shopId} AND ambassador_id IN (SELECT ambassador_id FROM self) AND program_id = ${programId}::uuid
      )
    SELECT o.order_id, o.name, o.placed_at, o.cancelled_at, o.dispute, o.paid_at, o.goods_minor, c.due_at, count(*) OVER ()::int AS total,
      CASE WHEN d.theirs THEN d.outcome ELSE 'ignored' END AS outcome,
      CASE WHEN d.theirs THEN d.reason WHEN own.place IS NOT NULL THEN coalesce(own.reason, 'not kept')
        -- Still there, and no claim: Shopify had given that code to the store.
        WHEN EXISTS (SELECT FROM jsonb_array_elements(ruled.facts->'codes') AS code WHERE (code->'ambassador'->>'ambassadorId')::uuid IN (SELECT ambassador_id FROM self))
          THEN 'unknown-code' ELSE 'taken-off' END AS reason
    FROM touched
      CROSS JOIN LATERAL (
        SELECT outcome, reason, coalesce(ambassador_id IN (SELECT ambassador_id FROM self) AND program_id = ${programId}::uuid, false) AS theirs
        FROM decision WHERE shop_id = ${shopId} AND order_id = touched.order_id ORDER BY sequence DESC LIMIT 1
      ) AS d
      JOIN orders o ON o.shop_id = ${shopId} AND o.order_id = touched.order_id
      LEFT JOIN LATERAL (
        -- What the rules said of their own claim: an owner's word decides between none.
        SELECT decision_id, facts FROM decision WHERE shop_id = ${shopId} AND order_id = touched.order_id AND decided_by = 'rules' ORDER BY sequence DESC LIMIT 1
      ) AS ruled ON true
      LEFT JOIN LATERAL (
        SELECT place, reason FROM claim WHERE shop_id = ${shopId} AND decision_id = ruled.decision_id
          AND ambassador_id IN (SELECT ambassador_id FROM self) AND program_id = ${programId}::uuid ORDER BY place LIMIT 1
      ) AS own ON true
      LEFT JOIN credit c ON c.shop_id = ${shopId} AND c.order_id = touched.order_id AND c.ambassador_id = ${ambassadorId}::uuid
    ORDER BY o.placed_at DESC, o.order_id DESC LIMIT ${ORDERS_SHOWN}`;
  const posted = await readPosted(
    db,
    shopId,
    rows.map((row) => row.order_id),
  );
  const orders = rows.map((row) => {
    const mine = posted.find((one) => one.orderId === row.order_id && one.ambassadorId === ambassadorId && one.programId === programId);
    return pageOrder(row, mine?.pendingMinor ?? 0n, mine?.earnedMinor ?? 0n, mine !== undefined, now, place);
  });
  return { orders, ordersTotal: rows[0]?.total ?? 0 };
}

type Row = {
  order_id: string;
  name: string;
  placed_at: Date;
  cancelled_at: Date | null;
  dispute: string | null;
  paid_at: Date | null;
  goods_minor: bigint;
  outcome: string;
  reason: string;
  due_at: Date | null;
  total: number;
};

function pageOrder(row: Row, pendingMinor: bigint, earnedMinor: bigint, everPosted: boolean, now: Date, place: Place): PageOrder {
  const creditState = creditStateOf(everPosted, pendingMinor, earnedMinor);
  return {
    orderName: row.name,
    placedOn: showDay(row.placed_at, now, place),
    outcome: row.outcome,
    reason: row.reason,
    became: whatBecame({ outcome: row.outcome, cancelledAt: row.cancelled_at, dispute: row.dispute, paidAt: row.paid_at, creditState }),
    credit: showMoney(pendingMinor + earnedMinor, place),
    creditState,
    waitsUntil: creditState === "waiting" && row.due_at && row.dispute !== "open" ? showDay(row.due_at, now, place) : null,
  };
}
