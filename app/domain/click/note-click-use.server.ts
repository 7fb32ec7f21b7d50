/**
 * An order that carries a click's code, or its id, is what the click led to. From then on a friend who presses again gets a code
 * that still works, and nothing is told to wait for them. Whom the order counts for is decided elsewhere.
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
      UPDATE click SET ordered_at = ${placedAt} WHERE shop_id = ${shopId} AND (ordered_at IS NULL OR ordered_at > ${placedAt}) AND click_id IN (
        SELECT click_id FROM click_code WHERE shop_id = ${shopId} AND code = ANY (${codes.map(normaliseCode)}::text[]) AND click_id IS NOT NULL
        UNION SELECT ${clickId}::uuid)`;
    return clicks ? { outcome: "noted", clicks } : { outcome: "not by a click" };
  });
}
