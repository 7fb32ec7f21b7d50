/**
 * An order that carries a click's code, or its id, is what the click led to, and with it every press of that friend's that had the same
 * code. From then on a friend who presses again gets a code that still works, and nothing is told to wait for them. Whom the order counts
 * for is decided elsewhere.
 */
import type { World } from "~/ports/world";
import { normaliseCode } from "../code/code";

export type ClickUse = { outcome: "noted"; clicks: number } | { outcome: "not by a click" };

/** Call it with what the order was saved with. The earliest order stays, whichever was read first; repeating it changes nothing. */
export function noteClickUse(
  world: World,
  { codes, clickId, placedAt }: { codes: string[]; clickId: string | null; placedAt: Date },
): Promise<ClickUse> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<ClickUse> => {
    if (!codes.length && clickId === null) return { outcome: "not by a click" };
    const clicks = await db.$executeRaw`
      WITH first AS MATERIALIZED (
        SELECT array_agg(click_id) AS ids FROM (
          SELECT click_id FROM click_code WHERE shop_id = ${shopId} AND code = ANY (${codes.map(normaliseCode)}::text[]) AND click_id IS NOT NULL
          UNION SELECT coalesce(first_click_id, click_id) FROM click WHERE shop_id = ${shopId} AND click_id = ${clickId}::uuid) each_way
      ), presses AS MATERIALIZED (
        SELECT array_agg(click_id) AS ids FROM (
          SELECT unnest(ids) AS click_id FROM first
          UNION SELECT click_id FROM click WHERE shop_id = ${shopId} AND first_click_id = ANY ((SELECT ids FROM first)::uuid[])) either
      ), held AS (
        -- In one order, so that two orders never wait for each other.
        SELECT click_id FROM click WHERE shop_id = ${shopId} AND click_id = ANY ((SELECT ids FROM presses)::uuid[])
          AND (ordered_at IS NULL OR ordered_at > ${placedAt}) ORDER BY click_id FOR UPDATE)
      UPDATE click c SET ordered_at = ${placedAt} FROM held WHERE c.shop_id = ${shopId} AND c.click_id = held.click_id`;
    return clicks ? { outcome: "noted", clicks } : { outcome: "not by a click" };
  });
}
