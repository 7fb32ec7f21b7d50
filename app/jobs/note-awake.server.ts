/**
 * Workers write down that they are awake. Where these notes have a hole, this database may have forgotten something: nothing ran, a
 * backup was put back, or a copy that lagged behind took over (domain/shop/read-lost-times). Any number of workers write into the
 * same stretch, each only as long as it can tell that nothing was lost since its last note; else it begins a new one.
 */
import { connections } from "~/db.server";
import { AWAKE_FOR_MS } from "~/domain/shop/read-lost-times.server";
import { clock } from "~/world.server";

export const AWAKE_EVERY_MS = 30_000;

/** What a process remembers by itself, outside of the database: when it wrote last, and since when the server ran that kept it. */
export type Noted = { at: Date; serverSince: string };

/**
 * A stretch goes on when it is not long ago that somebody wrote, this process's last note is still there, and the server is the one that
 * took it: every restore and every failover starts another, however quick it was. @param last null for a process that has just started
 */
export async function noteAwake(last: Noted | null): Promise<Noted> {
  const now = clock.now();
  const [{ serverSince }] = await connections().app.$queryRaw<{ serverSince: string }[]>`
    WITH latest AS (SELECT began_at, seen_at FROM awake ORDER BY began_at DESC LIMIT 1),
      server AS (SELECT pg_postmaster_start_time()::text AS since),
      longer AS (UPDATE awake a SET seen_at = greatest(a.seen_at, ${now}) FROM latest, server WHERE a.began_at = latest.began_at
        AND latest.seen_at >= ${new Date(now.getTime() - AWAKE_FOR_MS)} AND latest.seen_at >= ${last?.at ?? null}::timestamptz
        AND server.since = ${last?.serverSince ?? null}::text RETURNING 1),
      begun AS (INSERT INTO awake (began_at, seen_at) SELECT ${now}, ${now} WHERE NOT EXISTS (SELECT FROM longer) ON CONFLICT DO NOTHING)
    SELECT since AS "serverSince" FROM server`;
  return { at: now, serverSince };
}
