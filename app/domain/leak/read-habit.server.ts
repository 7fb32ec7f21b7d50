/** A programme's habit as it was worked out last; anew when that is some hours ago, because every order asks for it. */
import type { Tx, World } from "~/ports/world";
import { isCouponSite } from "./coupon-site";
import { habitOf, HABIT_DAYS, type Habit, type HabitSums } from "./habit";
import { readCouponSites } from "./read-coupon-sites.server";

const GOOD_FOR_MS = 6 * 3_600_000;

/** Joins the transaction at hand. Codes that leaked are no habit. */
export function readHabit(world: World, { programId }: { programId: string }): Promise<Habit> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const now = world.clock.now();
    const known = await db.leakHabit.findUnique({ where: { shopId_programId: { shopId, programId } } });
    const habitKnown = known?.habit as Habit | undefined;
    // One that an earlier version of these rules worked out says less.
    const whole = habitKnown && (Object.keys(habitOf(NOTHING)) as (keyof Habit)[]).every((name) => name in habitKnown);
    if (known && whole && now.getTime() - known.readAt.getTime() < GOOD_FOR_MS) return habitKnown;
    const sums = await readSums(db, shopId, programId, now);
    const habit = habitOf(sums);
    if (sums.codes === 0) return habit;
    await db.$executeRaw`
      INSERT INTO leak_habit (shop_id, program_id, habit, read_at) VALUES (${shopId}, ${programId}::uuid, ${JSON.stringify(habit)}::jsonb, ${now})
      ON CONFLICT (shop_id, program_id) DO UPDATE SET habit = excluded.habit, read_at = excluded.read_at`;
    return habit;
  });
}

async function readSums(db: Tx["db"], shopId: string, programId: string, now: Date): Promise<HabitSums> {
  const from = new Date(now.getTime() - HABIT_DAYS * 86_400_000);
  const [sums] = await db.$queryRaw<Record<"codes" | "codeHours" | "uses" | "clicks" | "hour" | "day" | "week", number>[]>`
    WITH leaked AS (
      SELECT DISTINCT code FROM leak_alarm l WHERE l.shop_id = ${shopId} AND l.program_id = ${programId}::uuid
        AND NOT EXISTS (SELECT FROM leak_answer a WHERE a.shop_id = l.shop_id AND a.alarm_id = l.alarm_id AND a.answer = 'fine')
    ), per_hour AS (
      SELECT code, date_trunc('hour', placed_at, 'UTC') AS hour, count(*)::float8 AS uses FROM code_use
      WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND placed_at > ${from} AND NOT clicked AND code NOT IN (SELECT code FROM leaked)
      GROUP BY 1, 2
    ), per_day AS (SELECT code, date_trunc('day', hour, 'UTC') AS day, sum(uses) AS uses FROM per_hour GROUP BY 1, 2),
    per_week AS (SELECT code, date_trunc('week', day, 'UTC') AS week, sum(uses) AS uses FROM per_day GROUP BY 1, 2)
    SELECT codes.*, (SELECT coalesce(sum(uses), 0) FROM per_hour)::float8 AS uses, (SELECT coalesce(sum(uses * uses), 0) FROM per_hour)::float8 AS hour,
      (SELECT coalesce(sum(uses * uses), 0) FROM per_day)::float8 AS day, (SELECT coalesce(sum(uses * uses), 0) FROM per_week)::float8 AS week,
      (SELECT count(*)::int FROM click WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND first_click_id IS NULL AND clicked_at > ${from}) AS clicks
    FROM (SELECT count(*)::int AS codes, coalesce(sum(extract(epoch FROM ${now}::timestamptz - greatest(live_at, ${from}::timestamptz)) / 3600), 0)::float8 AS "codeHours"
      FROM share_code WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND state = 'live' AND live_at < ${now}) AS codes`;
  const { codes, codeHours, uses, clicks, hour, day, week } = sums;
  return { codes, codeHours, uses, clicks, squares: { hour, day, week }, ...(await readOthers(db, shopId, programId, from)) };
}

const NOTHING: HabitSums = {
  ...{ codes: 0, codeHours: 0, uses: 0, clicks: 0, known: 0, fromCouponSites: 0 },
  squares: { hour: 0, day: 0, week: 0 },
};
/** What is beyond them are single orders. */
const MOST_SITES = 1_000;

/** Where the store's other buyers come from: what came with a code and no click may be what is asked about. */
async function readOthers(
  db: Tx["db"],
  shopId: string,
  programId: string,
  from: Date,
): Promise<Pick<HabitSums, "known" | "fromCouponSites">> {
  const sites = await db.$queryRaw<{ site: string; orders: number }[]>`
    SELECT referrer AS site, count(*)::int AS orders FROM orders
    WHERE shop_id = ${shopId} AND placed_at > ${from} AND referrer IS NOT NULL AND NOT test AND NOT own_reward AND order_id NOT IN (
      SELECT order_id FROM code_use WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND placed_at > ${from} AND NOT clicked)
    GROUP BY 1 ORDER BY 2 DESC LIMIT ${MOST_SITES}`;
  const ours = await readCouponSites(db, shopId);
  const sum = (some: typeof sites): number => some.reduce((total, { orders }) => total + orders, 0);
  return { known: sum(sites), fromCouponSites: sum(sites.filter(({ site }) => isCouponSite(site, ours))) };
}
