/** By schedule: looks at every code that was used lately, because uses may be heard of out of order, sites be added to the list, and a leak be slow. */
import type { World } from "~/ports/world";
import { raiseAlarm } from "./raise-alarm.server";
import { watchSlowLeaks } from "./watch-slow-leaks.server";

const HOUR_MS = 3_600_000;
const MOST_CODES = 2_000;

/** A job. Returns how many codes were looked at and how many are suspected now. */
export async function watchAllCodes(world: World, _input: { why: string }): Promise<{ looked: number; raised: number }> {
  const { shopId } = world;
  const since = new Date(world.clock.now().getTime() - 2 * HOUR_MS);
  const used = await world.transaction(
    ({ db }) => db.$queryRaw<{ code: string; at: Date }[]>`
      SELECT u.code, max(u.placed_at) AS at FROM program p JOIN code_use u ON u.shop_id = p.shop_id AND u.program_id = p.program_id
      WHERE p.shop_id = ${shopId} AND u.placed_at > ${since} AND NOT u.clicked GROUP BY u.code HAVING count(*) > 3 ORDER BY count(*) DESC LIMIT ${MOST_CODES}`,
  );
  let raised = 0;
  for (const { code, at } of used) if ((await raiseAlarm(world, { code, at })).outcome === "raised") raised++;
  const slow = await watchSlowLeaks(world, { since });
  return { looked: used.length + slow.looked, raised: raised + slow.raised };
}
