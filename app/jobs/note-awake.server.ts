/**
 * Workers write down that they are awake. Where these notes have a hole, this database remembers nothing: nothing ran, or a backup was
 * put back (domain/shop/read-lost-times). Any number of workers write into the same stretch.
 */
import { connections } from "~/db.server";
import { AWAKE_FOR_MS } from "~/domain/shop/read-lost-times.server";
import { clock } from "~/world.server";

export const AWAKE_EVERY_MS = 30_000;

export async function noteAwake(): Promise<void> {
  const now = clock.now();
  await connections().app.$executeRaw`
    WITH stretch AS (SELECT began_at FROM awake WHERE seen_at >= ${new Date(now.getTime() - AWAKE_FOR_MS)} ORDER BY began_at DESC LIMIT 1),
      longer AS (UPDATE awake a SET seen_at = greatest(a.seen_at, ${now}) FROM stretch WHERE a.began_at = stretch.began_at RETURNING 1)
    INSERT INTO awake (began_at, seen_at) SELECT ${now}, ${now} WHERE NOT EXISTS (SELECT FROM stretch) ON CONFLICT DO NOTHING`;
}
