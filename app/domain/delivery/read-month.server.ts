/** What happened to one ambassador in a calendar month of the store, and what waits, for their monthly letter. */
import type { LetterFacts } from "~/ports/letters";
import type { World } from "~/ports/world";
import { readPosted } from "../ledger/read-posted.server";
import { showDay, showMoney } from "../page/shown";
import type { Member } from "./read-letter-facts.server";

/** An ambassador with more sales a month than this is told of these. */
const MOST_SALES = 1_000;

/** @param month an ISO month: 2026-10 */
export function readMonth(world: World, member: Member, month: string): Promise<Pick<LetterFacts, "month" | "pending" | "ideaNumber">> {
  const { shopId, clock } = world;
  const { ambassadorId, programId, balance, place } = member;
  return world.transaction(async ({ db }) => {
    const [span] = await db.$queryRaw<{ from: Date; to: Date }[]>`
      SELECT (${`${month}-01`}::timestamp AT TIME ZONE ${place.timeZone}) AS "from",
        ((${`${month}-01`}::timestamp + interval '1 month') AT TIME ZONE ${place.timeZone}) AS "to"`;
    const within = { gte: span.from, lt: span.to };
    const visits = await db.click.count({ where: { shopId, ambassadorId, firstClickId: null, clickedAt: within } });
    const credits = await db.credit.findMany({
      where: { shopId, ambassadorId, programId, openedAt: within },
      take: MOST_SALES,
      select: { orderId: true },
    });
    const posted = await readPosted(
      db,
      shopId,
      credits.map(({ orderId }) => orderId),
    );
    const kept = posted.filter((one) => one.ambassadorId === ambassadorId && one.pendingMinor + one.earnedMinor > 0n);
    const earnedMinor = kept.reduce((sum, one) => sum + one.pendingMinor + one.earnedMinor, 0n);
    const waiting = await db.credit.aggregate({
      where: { shopId, ambassadorId, programId, state: "pending" },
      _max: { dueAt: true },
      _count: { _all: true, dueAt: true },
    });
    const name = new Intl.DateTimeFormat(place.locale, { month: "long", timeZone: place.timeZone }).format(
      new Date(span.from.getTime() + 10 * 86_400_000),
    );
    // A day is told only when all of it is theirs by then.
    const until = waiting._max.dueAt && waiting._count.dueAt === waiting._count._all && showDay(waiting._max.dueAt, clock.now(), place);
    return {
      month: { name, visits, sales: kept.length, earned: earnedMinor > 0n ? showMoney(earnedMinor, place).text : null },
      pending: balance.pendingMinor > 0n ? { amount: showMoney(balance.pendingMinor, place).text, until: until || null } : null,
      ideaNumber: Number(month.slice(5)) - 1,
    };
  });
}
