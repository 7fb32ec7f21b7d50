/**
 * When the return window is over, what is waiting becomes the ambassador's. Every credit is moved once, in pages, so
 * that a long queue neither holds locks for long nor begins anew when it is stopped.
 */
import type { Tx, World } from "~/ports/world";
import { appendEntries } from "./append-entry.server";
import { regainedOf } from "./debt";
import { lockEarned } from "./lock-earned.server";
import { raiseTiers } from "./raise-tiers.server";
import { readMost } from "./read-most.server";
import { readPosted, type Posted } from "./read-posted.server";
import { takeBackForgiven } from "./take-back-forgiven.server";

const PAGE = 500;
/** Ten million credits at once is no shop of ours. */
const MOST_PAGES = 20_000;

/**
 * Moves all that is due. A credit somebody else holds at this moment is left to the next sweep, and one whose payment a bank is looking
 * into waits until that is settled. `why` is for the log.
 */
export async function matureCredits(world: World, _input: { why: string }): Promise<{ outcome: "matured"; credits: number }> {
  let credits = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const moved = await world.transaction((tx) => maturePage(world, tx));
    credits += moved;
    if (moved < PAGE) break;
  }
  return { outcome: "matured", credits };
}

async function maturePage(world: World, { db, queue }: Tx): Promise<number> {
  const { shopId } = world;
  const now = world.clock.now();
  const due = await db.$queryRaw<{ order_id: string; ambassador_id: string; currency: string }[]>`
    SELECT c.order_id, c.ambassador_id::text, p.currency FROM credit c JOIN program p USING (shop_id, program_id)
    WHERE c.shop_id = ${shopId} AND c.state = 'pending' AND c.due_at <= ${now}
      AND NOT EXISTS (SELECT FROM orders o WHERE o.shop_id = ${shopId} AND o.order_id = c.order_id AND o.dispute = 'open')
    ORDER BY c.due_at, c.order_id LIMIT ${PAGE} FOR UPDATE OF c SKIP LOCKED`;
  const currencyOf = new Map(due.map((credit) => [credit.order_id, credit.currency]));
  const orderIds = [...currencyOf.keys()];
  const posted = await readPosted(db, shopId, orderIds);
  const waiting = posted.filter(({ pendingMinor }) => pendingMinor > 0n);
  const regained = await readRegained(db, shopId, waiting);
  await lockEarned(world, regained);
  await appendEntries(
    world,
    waiting.map(({ orderId, ambassadorId, programId, pendingMinor, entries }) => ({
      from: { kind: "pending", ambassadorId, programId },
      to: { kind: "earned", ambassadorId, programId },
      amountMinor: pendingMinor,
      currency: currencyOf.get(orderId)!,
      reason: "return window over",
      source: { kind: "order", id: orderId },
      idempotencyKey: `order:${orderId}:${entries + 1}`,
    })),
  );
  for (const { orderId, ambassadorId, programId, returnedMinor } of regained)
    await takeBackForgiven(world, { ambassadorId, programId, currency: currencyOf.get(orderId)!, returnedMinor });
  await db.credit.updateMany({ where: { shopId, orderId: { in: orderIds } }, data: { state: "earned", earnedAt: now } });
  // Also where it brought nothing: a friend is a friend at 0 %.
  await raiseTiers(world, { ambassadorIds: [...new Set(due.map(({ ambassador_id }) => ambassador_id))] });
  const ambassadorIds = [...new Set(waiting.map(({ ambassadorId }) => ambassadorId))];
  if (ambassadorIds.length) {
    const active = await db.ambassador.findMany({
      where: { shopId, ambassadorId: { in: ambassadorIds }, state: "active" },
      select: { ambassadorId: true, buyerId: true },
    });
    // However many orders matured on a day, it is one piece of news.
    const day = now.toISOString().slice(0, 10);
    await queue.addMany(
      "letter.write",
      active.map(({ ambassadorId, buyerId }) => ({ kind: "reward earned" as const, cause: `${ambassadorId} ${day}`, buyerId })),
      { onceKey: ({ cause }) => `earned ${cause}` },
    );
  }
  return due.length;
}

/** What had been theirs before, went to somebody else or to nobody, waited once more and is theirs again: seldom any. */
async function readRegained(db: Tx["db"], shopId: string, waiting: Posted[]): Promise<(Posted & { returnedMinor: bigint })[]> {
  // Of an order with one entry nothing was ever theirs.
  const most = await readMost(
    db,
    shopId,
    waiting.filter(({ entries }) => entries > 1).map(({ orderId }) => orderId),
  );
  return waiting.flatMap((row) => {
    const theirs = most.find(
      (one) => one.orderId === row.orderId && one.ambassadorId === row.ambassadorId && one.programId === row.programId,
    );
    const { earnedMinor, pendingMinor: gainMinor } = row;
    const returnedMinor = regainedOf({ mostMinor: theirs?.mostMinor ?? 0n, earnedMinor, gainMinor });
    return returnedMinor > 0n ? [{ ...row, returnedMinor }] : [];
  });
}
