/**
 * Looks at one share code at one moment, and raises an alarm when it looks leaked: what was seen, what would have been usual, and from
 * when on its orders wait.
 */
import type { Tx, World } from "~/ports/world";
import { isCouponSite } from "./coupon-site";
import { HABIT_DAYS, HOURS, SPANS, type Span } from "./habit";
import { readCouponSites } from "./read-coupon-sites.server";
import { readHabit } from "./read-habit.server";
import { FEWEST_USES, suspect, type Look, type Seen } from "./suspect";
import { writeAlarm, type WriteAlarmOutcome } from "./write-alarm.server";

export type RaiseAlarmOutcome = WriteAlarmOutcome | { outcome: "nothing unusual" } | { outcome: "nobody's code" };

const HOUR_MS = 3_600_000;
/** Of one code in a week; what is beyond them are single orders. */
const MOST_SITES = 500;
const SITES_KEPT = 50;
const LEARNT_FOR_MS = 28 * 24 * HOUR_MS;

/** Outcomes: see RaiseAlarmOutcome. @param at the window's end: when the order was placed */
export function raiseAlarm(world: World, { code, at }: { code: string; at: Date }): Promise<RaiseAlarmOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<RaiseAlarmOutcome> => {
    const seen = await readSeen(db, shopId, code, at);
    if (typeof seen === "string") return { outcome: seen };
    const { programId, ambassadorId } = seen;
    const look = {
      habit: await readHabit(world, { programId }),
      own: seen.own,
      seen: seen.windows,
      fine: await readFine(db, shopId, code, at),
    };
    const suspicion = suspect(look);
    if (!suspicion) return { outcome: "nothing unusual" };
    const evidence = { ...look, sites: seen.sites };
    return writeAlarm(world, { code, programId, ambassadorId, suspicion, evidence, heldFrom: at });
  });
}

type Looked = {
  programId: string;
  ambassadorId: string;
  own: Look["own"];
  windows: Record<Span, Seen>;
  sites: { site: string; orders: number }[];
};
type Row = { programId: string; ambassadorId: string; since: Date; waits: boolean; ownUses: number } & Record<`${Span}Uses`, number>;
type NotWorthALook = Exclude<RaiseAlarmOutcome["outcome"], "raised">;

/**
 * Every count runs over an index, from a week, or eight, back. Every order with a code asks, and mostly one look is enough: what was
 * used less often than anything suspected is nothing unusual, and what is suspected already stays so, however many more come.
 */
async function readSeen(db: Tx["db"], shopId: string, code: string, at: Date): Promise<Looked | NotWorthALook> {
  const ago = (span: Span) => new Date(at.getTime() - HOURS[span] * HOUR_MS);
  const [from, weekAgo] = [new Date(at.getTime() - HABIT_DAYS * 24 * HOUR_MS), ago("week")];
  const [row] = await db.$queryRaw<Row[]>`
    SELECT s.program_id::text AS "programId", s.ambassador_id::text AS "ambassadorId", greatest(coalesce(s.live_at, s.created_at), ${from}) AS since,
      EXISTS (SELECT FROM leak_alarm l LEFT JOIN leak_answer a USING (shop_id, alarm_id) WHERE l.shop_id = s.shop_id AND l.code = s.code
        AND (a.answer IS NULL OR a.answer = 'replaced')) AS waits, u.*
    FROM share_code s CROSS JOIN LATERAL (
      SELECT (count(*) FILTER (WHERE NOT clicked AND placed_at <= ${weekAgo}))::int AS "ownUses",
        (count(*) FILTER (WHERE NOT clicked AND first_order AND placed_at > ${ago("hour")}))::int AS "hourUses",
        (count(*) FILTER (WHERE NOT clicked AND placed_at > ${ago("day")}))::int AS "dayUses",
        (count(*) FILTER (WHERE NOT clicked AND placed_at > ${weekAgo}))::int AS "weekUses"
      FROM code_use WHERE shop_id = s.shop_id AND code = s.code AND placed_at > ${from} AND placed_at <= ${at}) AS u
    WHERE s.shop_id = ${shopId} AND s.code = ${code}`;
  if (!row) return "nobody's code";
  if (row.weekUses < FEWEST_USES) return "nothing unusual";
  if (row.waits) return "waits for the owner";
  const [clicks] = await db.$queryRaw<Record<Span, number>[]>`
    SELECT (count(*) FILTER (WHERE clicked_at > ${ago("hour")}))::int AS hour, (count(*) FILTER (WHERE clicked_at > ${ago("day")}))::int AS day, count(*)::int AS week
    FROM click WHERE shop_id = ${shopId} AND ambassador_id = ${row.ambassadorId}::uuid AND first_click_id IS NULL AND clicked_at > ${weekAgo} AND clicked_at <= ${at}`;
  const came = await db.$queryRaw<({ site: string } & Record<Span, number>)[]>`
    SELECT referrer AS site, (count(*) FILTER (WHERE placed_at > ${ago("hour")}))::int AS hour, (count(*) FILTER (WHERE placed_at > ${ago("day")}))::int AS day, count(*)::int AS week
    FROM code_use WHERE shop_id = ${shopId} AND code = ${code} AND placed_at > ${weekAgo} AND placed_at <= ${at} AND NOT clicked AND referrer IS NOT NULL
    GROUP BY referrer ORDER BY count(*) DESC LIMIT ${MOST_SITES}`;
  const ours = await readCouponSites(db, shopId);
  const coupon = came.filter(({ site }) => isCouponSite(site, ours));
  const sum = (sites: typeof came, span: Span): number => sites.reduce((total, one) => total + one[span], 0);
  const windows = Object.fromEntries(
    SPANS.map((span): [Span, Seen] => [
      span,
      { uses: row[`${span}Uses`], clicks: clicks[span], known: sum(came, span), fromCouponSites: sum(coupon, span) },
    ]),
  ) as Record<Span, Seen>;
  const { programId, ambassadorId, ownUses, since } = row;
  const hours = Math.max(0, (weekAgo.getTime() - since.getTime()) / HOUR_MS);
  return {
    programId,
    ambassadorId,
    own: { uses: ownUses, hours },
    windows,
    sites: came.slice(0, SITES_KEPT).map(({ site, week }) => ({ site, orders: week })),
  };
}

/** What an owner called fine these last weeks: as much, and not much more, is fine again. */
async function readFine(db: Tx["db"], shopId: string, code: string, at: Date): Promise<Look["fine"]> {
  const alarms = await db.leakAlarm.findMany({
    where: { shopId, code, answer: { answer: "fine", answeredAt: { gt: new Date(at.getTime() - LEARNT_FOR_MS) } } },
    orderBy: { raisedAt: "desc" },
    take: 20,
    select: { heldFrom: true, answer: { select: { answeredAt: true } } },
  });
  const fine: Look["fine"] = {};
  for (const { heldFrom, answer } of alarms)
    for (const span of SPANS) {
      // The highest they had seen when they answered.
      const until = answer!.answeredAt.getTime() < heldFrom.getTime() ? heldFrom : answer!.answeredAt;
      const from = new Date(Math.max(heldFrom.getTime(), until.getTime() - HOURS[span] * HOUR_MS) - HOURS[span] * HOUR_MS);
      const uses = await db.codeUse.count({ where: { shopId, code, clicked: false, placedAt: { gt: from, lte: until } } });
      fine[span] = Math.max(fine[span] ?? 0, uses);
    }
  return fine;
}
