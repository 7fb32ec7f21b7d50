/**
 * With whom a buyer's orders began: where only first orders count, a subscription's renewal counts only after an order of the same
 * buyer that counts for the same ambassador, or waits for the owner. Else an old customer who subscribes with a code would bring
 * something every month, though the order that began it brought nothing.
 */
import type { Tx } from "~/ports/world";
import { storedFacts } from "./facts";
import type { OrderToDecide } from "./read-order-to-decide.server";

export type Begun = (claim: { programId: string; ambassadorId: string }) => boolean;

/** null: the order is no renewal, so nobody asks. */
export async function readBegun(db: Tx["db"], shopId: string, order: OrderToDecide): Promise<Begun | null> {
  if (!order.renewal) return null;
  // An order may lose its customer; what was known of their orders then still holds.
  if (order.buyerId === null) return begunThen(order);
  const rows = await db.$queryRaw<{ programId: string; ambassadorId: string }[]>`
    SELECT DISTINCT latest.program_id::text AS "programId", latest.ambassador_id::text AS "ambassadorId"
    FROM orders e JOIN LATERAL (SELECT outcome, program_id, ambassador_id FROM decision d WHERE d.shop_id = e.shop_id AND d.order_id = e.order_id
      ORDER BY sequence DESC LIMIT 1) AS latest ON latest.outcome <> 'ignored'
    WHERE e.shop_id = ${shopId} AND e.buyer_id = ${order.buyerId} AND e.order_id <> ${order.orderId} AND e.placed_at < ${order.placedAt}`;
  return ({ programId, ambassadorId }) => rows.some((row) => row.programId === programId && row.ambassadorId === ambassadorId);
}

function begunThen({ latest }: OrderToDecide): Begun {
  const { codes, click } = latest ? storedFacts(latest.facts) : { codes: [], click: null };
  const claims = [...codes, ...(click ? [click] : [])];
  return ({ programId, ambassadorId }) =>
    claims.some(
      ({ ambassador, program, begunWith }) => begunWith && program.programId === programId && ambassador?.ambassadorId === ambassadorId,
    );
}
