/**
 * A refund, an edit, a cancellation, a payment: brings the ledger to what one order is worth now. It never trusts what an event
 * says: the worth is recomputed from the order as we hold it, and only the difference to what was posted is moved. So any series
 * of changes, in any order and however often repeated, ends at the same sum.
 */
import type { Tx, World } from "~/ports/world";
import { invariant } from "../invariant";
import { creditBpOf } from "../ambassador/tier";
import { lockOrder } from "../order/lock-order.server";
import { appendEntry } from "./append-entry.server";
import { regainedOf } from "./debt";
import { forgiveDebt } from "./forgive-debt.server";
import { creditDueAt, creditTarget, type NewEntry } from "./ledger";
import { lockEarned, type Whose } from "./lock-earned.server";
import { readMost } from "./read-most.server";
import { readOrderToCredit, type Credit, type OrderToCredit, type Winner } from "./read-order-to-credit.server";
import { readPosted, type Posted } from "./read-posted.server";
import { takeBackForgiven } from "./take-back-forgiven.server";

export type Credited =
  /** `changeMinor`: what was posted now, negative when taken back. */
  | { outcome: "credited"; targetMinor: bigint; changeMinor: bigint }
  /** Attributed to nobody, and nothing was ever posted. */
  | { outcome: "nothing to credit" }
  | { outcome: "order unknown" };

/** Call it after decideOrder. A decision that now names somebody else voids the old credit and gives it to the new one. Outcomes: see Credited. */
export function creditOrder(world: World, { orderId }: { orderId: string }): Promise<Credited> {
  const { shopId } = world;
  return world.transaction(async (tx): Promise<Credited> => {
    const { db } = tx;
    // Order before credit, as everywhere: whoever holds the order may take its credit.
    await lockOrder(world, tx, { orderId });
    const order = await readOrderToCredit(db, shopId, orderId);
    if (!order) return { outcome: "order unknown" };
    const { winner } = order;
    const posted = order.everPosted ? await readPosted(db, shopId, [orderId]) : [];
    if (!winner && !posted.length) return { outcome: "nothing to credit" };

    // Whoever may have something taken, or given back, all at once: one after the other two orders could wait for each other.
    if (order.known?.state === "earned" || posted.some(({ earnedMinor }) => earnedMinor > 0n))
      await lockEarned(world, [...posted, ...(winner ? [winner] : [])]);
    const post = poster(world, order, posted[0]?.entries ?? 0);
    for (const theirs of posted)
      if (theirs.ambassadorId !== winner?.ambassadorId || theirs.programId !== winner.programId)
        await post.take(theirs, theirs.pendingMinor + theirs.earnedMinor, "credit voided");
    if (!winner) return { outcome: "credited", targetMinor: 0n, changeMinor: post.change() };

    const credit = await openCredit(world, order, winner);
    const targetMinor = creditTarget(order, credit.creditBp);
    const { ambassadorId, programId } = winner;
    const mine = posted.find((row) => row.ambassadorId === ambassadorId && row.programId === programId) ?? {
      ...{ ambassadorId, programId, orderId },
      ...{ pendingMinor: 0n, earnedMinor: 0n, entries: 0 },
    };
    const difference = targetMinor - mine.pendingMinor - mine.earnedMinor;
    if (difference > 0n) await post.give(mine, difference, credit.state === "earned" ? "earned" : "pending");
    if (difference < 0n) await post.take(mine, -difference, targetMinor === 0n ? "credit voided" : "credit lowered");
    if (credit.state === "earned" && winner.tier !== "icon") await lookAtTier(tx, ambassadorId);
    if (order.known === null && difference > 0n) await tellOfFirstSale(world, tx, order.orderId, ambassadorId);
    return { outcome: "credited", targetMinor, changeMinor: post.change() };
  });
}

/** What is given again is theirs at once, and another friend with it. A job's work: whoever holds an order takes no member. */
const lookAtTier = ({ queue }: Tx, ambassadorId: string): Promise<void> =>
  queue.add("tier.raise", { ambassadorId }, { onceKey: `tier ${ambassadorId}` });

/** The first order ever that brings an ambassador something is worth a letter. */
async function tellOfFirstSale(world: World, { db, queue }: Tx, orderId: string, ambassadorId: string): Promise<void> {
  const { shopId } = world;
  const [first] = await db.$queryRaw<{ buyerId: string }[]>`
    SELECT buyer_id AS "buyerId" FROM ambassador a WHERE shop_id = ${shopId} AND ambassador_id = ${ambassadorId}::uuid AND state = 'active'
      AND NOT EXISTS (SELECT FROM credit c WHERE c.shop_id = a.shop_id AND c.ambassador_id = a.ambassador_id AND c.order_id <> ${orderId})`;
  if (!first) return;
  const letter = { kind: "first sale" as const, cause: ambassadorId, buyerId: first.buyerId, about: { orderId } };
  await queue.add("letter.write", letter, { onceKey: `first sale ${ambassadorId}` });
}

/** The credit's row follows the winner and the dates; its amounts are entries. Asks to be matured when its time comes. */
async function openCredit(world: World, order: OrderToCredit, winner: Winner): Promise<Credit> {
  const { shopId } = world;
  const { known } = order;
  const stays = known?.ambassadorId === winner.ambassadorId && known.programId === winner.programId;
  if (known && stays && known.state === "earned") return known;
  const { programId, programVersion, ambassadorId, currency } = winner;
  invariant(currency === order.currency, `order ${order.orderId} is in ${order.currency}, its programme in ${currency}`);
  // Agreed when the credit was opened: who moves up meanwhile has the new rate from the next order on.
  const creditBp = known && stays ? known.creditBp : creditBpOf(winner.tier ?? "friend", winner);
  const dueAt = creditDueAt(order, winner.returnWindowDays);
  const credit = { ambassadorId, programId, creditBp, state: "pending", dueAt };
  if (known && stays && dueAt?.getTime() === known.dueAt?.getTime()) return credit;

  return world.transaction(async ({ db, queue }) => {
    await db.$executeRaw`
      INSERT INTO credit (shop_id, order_id, opened_at, ambassador_id, program_id, program_version, credit_bp, state, due_at)
      VALUES (${shopId}, ${order.orderId}, ${world.clock.now()}, ${ambassadorId}::uuid, ${programId}::uuid, ${programVersion}, ${creditBp}, 'pending', ${dueAt})
      ON CONFLICT (shop_id, order_id) DO UPDATE SET ambassador_id = excluded.ambassador_id, program_id = excluded.program_id,
        program_version = excluded.program_version, credit_bp = excluded.credit_bp, state = excluded.state, due_at = excluded.due_at, earned_at = NULL`;
    if (dueAt) {
      const at = nextMinute(dueAt);
      await queue.add("credit.mature", { why: "due" }, { at, onceKey: `due ${at.toISOString()}` });
    }
    return credit;
  });
}

/** One job serves all that falls due within its minute. */
const nextMinute = (at: Date): Date => new Date(Math.ceil(at.getTime() / 60_000) * 60_000);

type GivenTo = Whose & Pick<Posted, "earnedMinor">;

/** Posts for one order under its lock: keys count the order's entries, so a lost lock would collide instead of paying twice. */
function poster(world: World, order: OrderToCredit, entriesSoFar: number) {
  let count = entriesSoFar;
  let change = 0n;
  const append = (entry: Pick<NewEntry, "from" | "to" | "amountMinor" | "reason">) =>
    appendEntry(world, {
      ...entry,
      currency: order.currency,
      source: { kind: "order", id: order.orderId },
      idempotencyKey: `order:${order.orderId}:${++count}`,
    });
  return {
    change: () => change,
    /** What it had brought before and brings again makes good first what was forgiven meanwhile. */
    async give({ ambassadorId, programId, earnedMinor }: GivenTo, amountMinor: bigint, kind: "pending" | "earned"): Promise<void> {
      const most = kind === "pending" ? [] : await world.transaction(({ db }) => readMost(db, world.shopId, [order.orderId]));
      await append({ from: { kind: "program", programId }, to: { kind, ambassadorId, programId }, amountMinor, reason: "credit" });
      change += amountMinor;
      const mine = most.find((row) => row.ambassadorId === ambassadorId && row.programId === programId);
      const returnedMinor = regainedOf({ mostMinor: mine?.mostMinor ?? 0n, earnedMinor, gainMinor: amountMinor });
      await takeBackForgiven(world, { ambassadorId, programId, currency: order.currency, returnedMinor });
    },
    /** Takes what is waiting first, then what is earned; the latter may leave less than nothing, which is shown. */
    async take(theirs: Posted, amountMinor: bigint, reason: "credit lowered" | "credit voided"): Promise<void> {
      const { ambassadorId, programId, pendingMinor } = theirs;
      const waiting = pendingMinor < amountMinor ? pendingMinor : amountMinor;
      for (const [kind, part] of [["pending", waiting] as const, ["earned", amountMinor - waiting] as const])
        if (part > 0n)
          await append({ from: { kind, ambassadorId, programId }, to: { kind: "program", programId }, amountMinor: part, reason });
      change -= amountMinor;
      if (amountMinor > waiting) await forgiveDebt(world, { ambassadorId, programId, orderId: order.orderId });
    },
  };
}
