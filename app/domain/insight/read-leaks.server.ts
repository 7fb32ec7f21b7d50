/** The share codes that look leaked, each with what it rests on: how it was used hour by hour, what would have been usual, whose orders wait. */
import type { Prisma } from "@prisma/client";
import type { Tx, World } from "~/ports/world";
import { outcomeWord } from "../attribution/sentence";
import { HOURS } from "../leak/habit";
import { readCouponSites } from "../leak/read-coupon-sites.server";
import { RECENT_DAYS } from "../leak/slow-leak";
import type { Suspicion } from "../leak/suspect";
import { pageOf } from "../page-of";

export type LeakSeen = {
  alarmId: string;
  code: string;
  ambassadorName: string;
  because: Suspicion["because"];
  span: Suspicion["span"];
  /** Of "day after day" days. */
  uses: number;
  clicks: number;
  usualMost: number;
  raisedAt: string;
  /** When the counting window ended; orders placed from here on wait. */
  heldFrom: string;
  sites: { site: string; orders: number }[];
  waiting: number;
  /** Bars of the plot, the earliest first; an hour each, or a day each. */
  bars: { from: string; withoutClick: number; byLink: number; usualMost: number }[];
  barSpan: "hour" | "day";
  /** How many there are, and the latest of them. */
  ordersInAll: number;
  orders: { orderId: string; name: string; placedAt: string; firstOrder: boolean; site: string | null; byLink: boolean; verdict: string }[];
  /** Whether ending it brings its ambassador a new one, or why not. */
  givesNew: "yes" | "has left" | "has another" | "programme ended";
  /** null while it waits for the owner. */
  answer: LeakAnswered | null;
};

export type LeakAnswered = {
  answer: "fine" | "replaced";
  at: string;
  /** Of a code that was ended: they got another in its place. */
  newCode: boolean;
  /** "ending": Shopify is asked to take it no more. */
  stands: "ended" | "ending" | "still works";
  /** Why Shopify goes on taking it, as it said it. */
  problem: string | null;
};

export type LeaksPage = { open: LeakSeen[]; total: number; page: number; pages: number; answered: LeakSeen[]; sites: string[] };

/** Each is a plot and a table. */
const PAGE_SIZE = 10;
const MOST_ANSWERED = 5;
const MOST_ORDERS = 50;
/** What it is plotted in, a quarter of it after the alarm: of a slow leak more, so that its four weeks are all there. */
const BARS = { hour: 48, day: 48, week: 28, month: 40 };
const HOURS_OF = { ...HOURS, month: RECENT_DAYS * 24 };
const HOUR_MS = 3_600_000;

/** The alarms that wait, the latest first, page by page; after the last of them what was answered lately. Pages count from 1. */
export function readLeaks(world: World, { page = 1 }: { page?: number } = {}): Promise<LeaksPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const include = { answer: true } as const;
    const orderBy: Prisma.LeakAlarmOrderByWithRelationInput[] = [{ raisedAt: "desc" }, { alarmId: "asc" }];
    const waiting = { shopId, answer: null };
    const total = await db.leakAlarm.count({ where: waiting });
    const { skip, take, ...pages } = pageOf(total, page, PAGE_SIZE);
    const open = await db.leakAlarm.findMany({ where: waiting, include, orderBy, skip, take });
    const answered =
      pages.page === pages.pages
        ? await db.leakAlarm.findMany({ where: { shopId, answer: { isNot: null } }, include, orderBy, take: MOST_ANSWERED })
        : [];
    const see = async (alarms: Alarm[]) => {
      const seen: LeakSeen[] = [];
      for (const alarm of alarms) seen.push(await readOne(db, shopId, alarm));
      return seen;
    };
    return { open: await see(open), total, ...pages, answered: await see(answered), sites: await readCouponSites(db, shopId) };
  });
}

type Alarm = {
  alarmId: string;
  code: string;
  because: string;
  span: string;
  uses: number;
  usualMost: number;
  evidence: unknown;
  heldFrom: Date;
  raisedAt: Date;
  answer: { answer: string; answeredAt: Date } | null;
};
type Evidence = { seen: Partial<Record<Suspicion["span"], { clicks: number }>>; sites: { site: string; orders: number }[] };

async function readOne(db: Tx["db"], shopId: string, alarm: Alarm): Promise<LeakSeen> {
  const { code, heldFrom } = alarm;
  const span = alarm.span as Suspicion["span"];
  const evidence = alarm.evidence as Evidence;
  // Whose it is now: they may have become one with another since.
  const share = await db.shareCode.findUnique({ where: { shopId_code: { shopId, code } }, select: SHARE });
  const orders = await db.$queryRaw<
    { orderId: string; name: string; placedAt: Date; firstOrder: boolean; site: string | null; byLink: boolean; outcome: string }[]
  >`
    SELECT u.order_id AS "orderId", o.name, u.placed_at AS "placedAt", u.first_order AS "firstOrder", u.referrer AS site, u.clicked AS "byLink", latest.outcome
    FROM code_use u JOIN orders o ON o.shop_id = u.shop_id AND o.order_id = u.order_id
      JOIN LATERAL (SELECT outcome FROM decision d WHERE d.shop_id = u.shop_id AND d.order_id = u.order_id ORDER BY sequence DESC LIMIT 1) AS latest ON true
    WHERE u.shop_id = ${shopId} AND u.code = ${code} AND u.placed_at > ${new Date(heldFrom.getTime() - HOURS_OF[span] * HOUR_MS)}
    ORDER BY u.placed_at DESC LIMIT ${MOST_ORDERS}`;
  const placedAt = { gt: new Date(heldFrom.getTime() - HOURS_OF[span] * HOUR_MS) };
  const ordersInAll = orders.length < MOST_ORDERS ? orders.length : await db.codeUse.count({ where: { shopId, code, placedAt } });
  const [{ waiting }] = await db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM code_use u
      JOIN LATERAL (SELECT reason FROM decision d WHERE d.shop_id = u.shop_id AND d.order_id = u.order_id ORDER BY sequence DESC LIMIT 1) AS latest ON latest.reason = 'code-leaking'
    WHERE u.shop_id = ${shopId} AND u.code = ${code} AND u.placed_at >= ${heldFrom}`;
  const barSpan = span === "hour" || span === "day" ? "hour" : "day";
  return {
    alarmId: alarm.alarmId,
    code,
    ambassadorName: share?.ambassador.name ?? "",
    because: alarm.because as Suspicion["because"],
    span,
    uses: alarm.uses,
    clicks: evidence.seen[span]?.clicks ?? 0,
    usualMost: alarm.usualMost,
    raisedAt: alarm.raisedAt.toISOString(),
    heldFrom: heldFrom.toISOString(),
    sites: evidence.sites.slice(0, 5),
    waiting,
    bars: await readBars(db, shopId, { code, heldFrom, barSpan, count: BARS[span], usualMost: alarm.usualMost }),
    barSpan,
    ordersInAll,
    orders: orders.map(({ placedAt, outcome, ...one }) => ({ ...one, placedAt: placedAt.toISOString(), verdict: outcomeWord(outcome) })),
    givesNew: share ? givesNew(share) : "has left",
    answer: alarm.answer && {
      answer: alarm.answer.answer === "fine" ? "fine" : "replaced",
      at: alarm.answer.answeredAt.toISOString(),
      newCode: share?.replacedBy != null,
      stands: !share || share.removedAt ? "ended" : share.removalProblem === null ? "ending" : "still works",
      problem: share?.removalProblem ?? null,
    },
  };
}

const SHARE = {
  ...{ retiresAt: true, replacedBy: true, removedAt: true, removalProblem: true },
  ambassador: {
    select: { name: true, state: true, memberships: { select: { leftAt: true, program: { select: { state: true } } } } },
  },
} as const;

function givesNew({ retiresAt, ambassador }: Prisma.ShareCodeGetPayload<{ select: typeof SHARE }>): LeakSeen["givesNew"] {
  const { state, memberships } = ambassador;
  const theirs = memberships.filter(({ leftAt }) => leftAt === null);
  if (state !== "active" || !theirs.length) return "has left";
  if (!theirs.some(({ program }) => program.state === "live")) return "programme ended";
  return retiresAt === null ? "yes" : "has another";
}

type Bars = { code: string; heldFrom: Date; barSpan: "hour" | "day"; count: number; usualMost: number };

/** Up to a quarter of the bars after the alarm, so that one sees whether it goes on. */
async function readBars(db: Tx["db"], shopId: string, { code, heldFrom, barSpan, count, usualMost }: Bars) {
  const step = HOURS[barSpan] * HOUR_MS;
  const until = new Date(Math.ceil(heldFrom.getTime() / HOUR_MS) * HOUR_MS + (count / 4) * step);
  const from = new Date(until.getTime() - count * step);
  const rows = await db.$queryRaw<{ bar: number; withoutClick: number; byLink: number }[]>`
    SELECT floor(extract(epoch FROM placed_at - ${from}::timestamptz) / ${step / 1_000})::int AS bar,
      (count(*) FILTER (WHERE NOT clicked))::int AS "withoutClick", (count(*) FILTER (WHERE clicked))::int AS "byLink"
    FROM code_use WHERE shop_id = ${shopId} AND code = ${code} AND placed_at >= ${from} AND placed_at < ${until} GROUP BY 1`;
  return Array.from({ length: count }, (_, bar) => {
    const row = rows.find((one) => one.bar === bar);
    return {
      ...{ from: new Date(from.getTime() + bar * step).toISOString(), usualMost },
      ...{ withoutClick: row?.withoutClick ?? 0, byLink: row?.byLink ?? 0 },
    };
  });
}
