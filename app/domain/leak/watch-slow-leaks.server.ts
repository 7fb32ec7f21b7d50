/**
 * Looks for slow leaks among the codes that were used lately (the rule: slow-leak.ts). By schedule, not at every order: a leak that
 * takes weeks to be seen loses nothing by an hour. An owner who says that it's fine says what is usual for that code from then on.
 */
import type { Tx, World } from "~/ports/world";
import { LEAST_DAYS, PAST_DAYS, RECENT_DAYS, suspectSlow, type DaysUsed, type SlowSums } from "./slow-leak";
import { writeAlarm } from "./write-alarm.server";

const MOST_CODES = 2_000;
const DAY_MS = 86_400_000;

/** @param since codes used after this are looked at. Returns how many of them were used often enough to be, and how many are suspected now. */
export async function watchSlowLeaks(world: World, { since }: { since: Date }): Promise<{ looked: number; raised: number }> {
  const { shopId } = world;
  const at = world.clock.now();
  return world.transaction(async ({ db }) => {
    const worth = await readWorthALook(db, shopId, { since, at });
    const programs = new Map<string, SlowSums>();
    let raised = 0;
    for (const { code, programId, ambassadorId, clicks, ...used } of worth) {
      const sums = programs.get(programId) ?? (await readSums(db, shopId, programId, at));
      programs.set(programId, sums);
      const suspicion = suspectSlow(used, sums);
      if (!suspicion) continue;
      const evidence = { used, sums, seen: { month: { uses: used.recent, clicks } }, sites: await readSites(db, shopId, code, at) };
      const { outcome } = await writeAlarm(world, { code, programId, ambassadorId, suspicion, evidence, heldFrom: at });
      if (outcome === "raised") raised++;
    }
    return { looked: worth.length, raised };
  });
}

type WorthALook = DaysUsed & { code: string; programId: string; ambassadorId: string; clicks: number };

const agoFrom = (at: Date, days: number): Date => new Date(at.getTime() - days * DAY_MS);

/** Days are counted back from this moment, 24 hours each. What was called fine begins a code's past anew. */
function readWorthALook(db: Tx["db"], shopId: string, { since, at }: { since: Date; at: Date }): Promise<WorthALook[]> {
  const [recently, longAgo] = [agoFrom(at, RECENT_DAYS), agoFrom(at, RECENT_DAYS + PAST_DAYS)];
  return db.$queryRaw<WorthALook[]>`
    WITH lately AS (
      SELECT DISTINCT u.code FROM program p JOIN code_use u ON u.shop_id = p.shop_id AND u.program_id = p.program_id
      WHERE p.shop_id = ${shopId} AND u.placed_at > ${since} AND u.placed_at <= ${at} AND NOT u.clicked ORDER BY 1 LIMIT ${MOST_CODES})
    SELECT s.code, s.program_id::text AS "programId", s.ambassador_id::text AS "ambassadorId", recent.days AS recent,
      (SELECT count(DISTINCT floor(extract(epoch FROM ${at}::timestamptz - placed_at) / 86400))::int FROM code_use
        WHERE shop_id = s.shop_id AND code = s.code AND NOT clicked AND placed_at > past.begins AND placed_at <= ${recently}) AS past,
      greatest(0, floor(extract(epoch FROM ${recently}::timestamptz - past.begins) / 86400))::int AS "pastOf",
      (SELECT count(*)::int FROM click WHERE shop_id = s.shop_id AND ambassador_id = s.ambassador_id AND first_click_id IS NULL AND clicked_at > ${recently}) AS clicks
    FROM lately JOIN share_code s ON s.shop_id = ${shopId} AND s.code = lately.code AND s.state = 'live' AND s.live_at IS NOT NULL
      CROSS JOIN LATERAL (SELECT count(DISTINCT floor(extract(epoch FROM ${at}::timestamptz - placed_at) / 86400))::int AS days FROM code_use
        WHERE shop_id = s.shop_id AND code = s.code AND NOT clicked AND placed_at > ${recently} AND placed_at <= ${at}) AS recent
      CROSS JOIN LATERAL (SELECT greatest(s.live_at, ${longAgo}, (SELECT max(l.held_from) - ${RECENT_DAYS} * interval '1 day' FROM leak_alarm l
        JOIN leak_answer a USING (shop_id, alarm_id) WHERE l.shop_id = s.shop_id AND l.code = s.code AND l.span = 'month' AND a.answer = 'fine')) AS begins) AS past
    WHERE recent.days >= ${LEAST_DAYS} AND NOT EXISTS (SELECT FROM leak_alarm l LEFT JOIN leak_answer a USING (shop_id, alarm_id)
      WHERE l.shop_id = s.shop_id AND l.code = s.code AND a.answer IS DISTINCT FROM 'fine')
    ORDER BY 1`;
}

/** Over all of a programme's codes that did not leak, each for as long as it was there. */
async function readSums(db: Tx["db"], shopId: string, programId: string, at: Date): Promise<SlowSums> {
  const [recently, longAgo] = [agoFrom(at, RECENT_DAYS), agoFrom(at, RECENT_DAYS + PAST_DAYS)];
  const [sums] = await db.$queryRaw<SlowSums[]>`
    WITH codes AS (
      SELECT s.code, greatest(0, floor(extract(epoch FROM ${recently}::timestamptz - greatest(s.live_at, ${longAgo})) / 86400)) AS past_of,
        least(${RECENT_DAYS}, floor(extract(epoch FROM ${at}::timestamptz - s.live_at) / 86400)) AS recent_of
      FROM share_code s WHERE s.shop_id = ${shopId} AND s.program_id = ${programId}::uuid AND s.state = 'live' AND s.live_at < ${at}
        AND NOT EXISTS (SELECT FROM leak_alarm l LEFT JOIN leak_answer a USING (shop_id, alarm_id)
          WHERE l.shop_id = s.shop_id AND l.code = s.code AND a.answer IS DISTINCT FROM 'fine')
    ), days AS (
      SELECT DISTINCT code, floor(extract(epoch FROM ${at}::timestamptz - placed_at) / 86400) AS ago FROM code_use
      WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND placed_at > ${longAgo} AND placed_at <= ${at} AND NOT clicked
    ), used AS (
      SELECT code, count(*) FILTER (WHERE ago < ${RECENT_DAYS}) AS recent, count(*) FILTER (WHERE ago >= ${RECENT_DAYS}) AS past FROM days GROUP BY 1)
    SELECT count(*)::int AS codes, coalesce(sum(recent), 0)::float8 AS recent, coalesce(sum(recent_of), 0)::float8 AS "recentOf",
      coalesce(sum(past), 0)::float8 AS past, coalesce(sum(past_of), 0)::float8 AS "pastOf",
      coalesce(sum(past * (past - 1)), 0)::float8 AS "pastPairs", coalesce(sum(past_of * past_of), 0)::float8 AS "pastSquares"
    FROM codes LEFT JOIN used USING (code)`;
  return sums;
}

/** Where they came from, as far as Shopify says. */
async function readSites(db: Tx["db"], shopId: string, code: string, at: Date): Promise<{ site: string; orders: number }[]> {
  return db.$queryRaw<{ site: string; orders: number }[]>`
    SELECT referrer AS site, count(*)::int AS orders FROM code_use WHERE shop_id = ${shopId} AND code = ${code} AND NOT clicked AND referrer IS NOT NULL
      AND placed_at > ${agoFrom(at, RECENT_DAYS)} AND placed_at <= ${at} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50`;
}
