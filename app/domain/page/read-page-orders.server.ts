/**
 * The orders an ambassador may see: those that carried their code or link, each with its why and what it
 * brings. Never who the friend is.
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
    SELECT o.order_id, o.name, o.placed_at, o.cancelled_at, o.dispute, o.paid_at, o.goods_minor, d.outcome, d.reason, c.due_at, c.state AS credit_state, count(*) OVER ()::int AS total
    FROM (SELECT DISTINCT order_id FROM decision WHERE shop_id = ${shopId} AND ambassador_id = ${ambassadorId}::uuid AND program_id = ${programId}::uuid) AS touched
      JOIN LATERAL (SELECT outcome, reason, ambassador_id FROM decision WHERE shop_id = ${shopId} AND order_id = touched.order_id ORDER BY sequence DESC LIMIT 1) AS d ON true
      JOIN orders o ON o.shop_id = ${shopId} AND o.order_id = touched.order_id
      LEFT JOIN credit c ON c.shop_id = ${shopId} AND c.order_id = touched.order_id AND c.ambassador_id = ${ambassadorId}::uuid
    WHERE d.ambassador_id = ${ambassadorId}::uuid
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
  credit_state: string | null;
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
