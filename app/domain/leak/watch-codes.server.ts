/**
 * Notes that an order carries a share code, and looks at the code as it stands with it: one that is used far beyond its habit is
 * suspected, with the evidence kept, and orders with it wait for the owner from this one on. Call it after the order was saved and
 * before it is decided. An order is noted once, however often it is read.
 */
import type { World } from "~/ports/world";
import { normaliseCode } from "../code/code";
import { raiseAlarm } from "./raise-alarm.server";

/** What was placed longer ago says nothing about now. */
const FRESH_MS = 7 * 86_400_000;

export type WatchCodesOutcome =
  /** `suspected`: codes that look leaked because of this order. */
  | { outcome: "watched"; suspected: string[] }
  /** A test or a reward's own order says nothing. */
  | { outcome: "no friend's order" }
  | { outcome: "order unknown" };

type Row = { test: boolean; ownReward: boolean; placedAt: Date; noted: { code: string; clicked: boolean }[] };

/** Joins the transaction at hand. @param codes as the order was saved with. Outcomes: see WatchCodesOutcome. */
export function watchCodes(world: World, { orderId, codes }: { orderId: string; codes: string[] }): Promise<WatchCodesOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<WatchCodesOutcome> => {
    const now = world.clock.now();
    const [order] = await db.$queryRaw<Row[]>`
      WITH o AS (SELECT * FROM orders WHERE shop_id = ${shopId} AND order_id = ${orderId}),
      noted AS (
        INSERT INTO code_use (shop_id, code, order_id, program_id, ambassador_id, placed_at, clicked, first_order, referrer, noted_at)
        SELECT s.shop_id, s.code, o.order_id, s.program_id, s.ambassador_id, o.placed_at,
          EXISTS (SELECT FROM click c WHERE c.shop_id = o.shop_id AND c.click_id = CASE WHEN o.click_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN o.click_id::uuid END
            AND c.ambassador_id = s.ambassador_id),
          coalesce(o.buyer_order_index, 1) = 1, o.referrer, ${now}
        FROM o JOIN share_code s ON s.shop_id = o.shop_id AND s.code = ANY (${codes.map(normaliseCode)}::text[]) AND s.state <> 'refused'
          JOIN ambassador a ON a.shop_id = s.shop_id AND a.ambassador_id = s.ambassador_id AND a.buyer_id IS DISTINCT FROM o.buyer_id
        WHERE NOT o.test AND NOT o.own_reward
        ON CONFLICT (shop_id, code, order_id) DO NOTHING RETURNING code, clicked
      )
      SELECT o.test, o.own_reward AS "ownReward", o.placed_at AS "placedAt",
        (SELECT coalesce(jsonb_agg(to_jsonb(noted)), '[]') FROM noted) AS noted FROM o`;
    if (!order) return { outcome: "order unknown" };
    if (order.test || order.ownReward) return { outcome: "no friend's order" };
    const suspected: string[] = [];
    if (now.getTime() - order.placedAt.getTime() > FRESH_MS) return { outcome: "watched", suspected };
    for (const { code, clicked } of order.noted)
      if (!clicked && (await raiseAlarm(world, { code, at: order.placedAt })).outcome === "raised") suspected.push(code);
    return { outcome: "watched", suspected };
  });
}
