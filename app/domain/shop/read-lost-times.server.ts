/**
 * Times of which this database may remember nothing: no worker wrote in it, because none ran, or because a backup from before was put
 * back. What was given in one of them, only Shopify knows. Between two stretches any hole counts, were it of a second, since whoever
 * began the later one could not tell that nothing was lost; only a restore into a server that runs on, of rows written since every
 * worker's last note, less than half a minute old, would go unseen.
 */
import type { World } from "~/ports/world";

/** Workers write twice a minute; a beat may be late. */
export const AWAKE_FOR_MS = 3 * 60_000;
const LOOKED_BACK_MS = 90 * 86_400_000;

/** Of the last ninety days, the oldest first; empty where no worker ever wrote. */
export function readLostTimes(world: World): Promise<{ from: Date; until: Date }[]> {
  const now = world.clock.now();
  return world.transaction(
    ({ db }) => db.$queryRaw<{ from: Date; until: Date }[]>`
      SELECT seen_at AS "from", until FROM (SELECT seen_at, coalesce(lead(began_at) OVER each, ${now}::timestamptz) AS until,
          CASE WHEN lead(began_at) OVER each IS NULL THEN ${AWAKE_FOR_MS} * interval '1 millisecond' ELSE interval '0' END AS rest
        FROM awake WINDOW each AS (ORDER BY began_at)) AS hole
      WHERE until > ${new Date(now.getTime() - LOOKED_BACK_MS)} AND until - seen_at > rest ORDER BY 1`,
  );
}
