/**
 * Times of which this database remembers nothing: no worker wrote in it, because none ran, or because a backup from before was put
 * back. What was given in one of them, only Shopify knows.
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
      SELECT seen_at AS "from", until FROM (SELECT seen_at, coalesce(lead(began_at) OVER (ORDER BY began_at), ${now}::timestamptz) AS until FROM awake) AS each
      WHERE until > ${new Date(now.getTime() - LOOKED_BACK_MS)} AND until - seen_at > ${AWAKE_FOR_MS} * interval '1 millisecond' ORDER BY 1`,
  );
}
