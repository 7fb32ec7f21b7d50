/**
 * A refund, an edit, a cancellation, a payment: brings the ledger to what one order is worth now. It never trusts what an event
 * says: the worth is recomputed from the order as we hold it, and only the difference to what was posted is moved. So any series
 * of changes, in any order and however often repeated, ends at the same sum.
 */
import type { Tx, World } from "~/ports/world";
import { invariant } from "../invariant";
import type { Tier } from "../ambassador/ambassador";
import { creditBpOf } from "../ambassador/tier";
import { appendEntry } from "./append-entry.server";
import { forgiveDebt } from "./forgive-debt.server";
import { creditDueAt, creditTarget, type NewEntry } from "./ledger";
import { readPosted, type Posted } from "./read-posted.server";

export type Credited =
  /** `changeMinor`: what was posted now, negative when taken back. */
  | { outcome: "credited"; targetMinor: bigint; changeMinor: bigint }
  /** Attributed to nobody, and nothing was ever posted. */
  | { outcome: "nothing to credit" }
  | { outcome: "order unknown" };

type Order = NonNullable<Awaited<ReturnType<Tx["db"]["order"]["findUnique"]>>>;
type Credit = { ambassadorId: string; programId: string; creditBp: number; state: string; dueAt: Date | null };
type Winner = { ambassadorId: string; programId: string; programVersion: number };
type Rules = Parameters<typeof creditBpOf>[1] & { returnWindowDays: number; currency: string; tier: Tier | null };

/** Call it after decideOrder. A decision that now names somebody else voids the old credit and gives it to the new one. Outcomes: see Credited. */
export function creditOrder(world: World, { orderId }: { orderId: string }): Promise<Credited> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<Credited> => {
    // Order before credit, as everywhere: whoever holds the order may take its credit.
    await db.$queryRaw`SELECT 1 FROM orders WHERE shop_id = ${shopId} AND order_id = ${orderId} FOR UPDATE`;
    const [known] = await db.$queryRaw<Credit[]>`
      SELECT ambassador_id::text AS "ambassadorId", program_id::text AS "programId", credit_bp AS "creditBp", state, due_at AS "dueAt"
      FROM credit WHERE shop_id = ${shopId} AND order_id = ${orderId} FOR UPDATE`;
    const order = await db.order.findUnique({ where: { shopId_orderId: { shopId, orderId } } });
    if (!order) return { outcome: "order unknown" };
    const winner = await readWinner(db, shopId, orderId);
    const posted = await readPosted(db, shopId, [orderId]);
    if (!winner && !posted.length) return { outcome: "nothing to credit" };

    const post = poster(world, order, posted[0]?.entries ?? 0);
    for (const theirs of posted)
      if (theirs.ambassadorId !== winner?.ambassadorId || theirs.programId !== winner.programId)
        await post.take(theirs, theirs.pendingMinor + theirs.earnedMinor, "credit voided");
    if (!winner) return { outcome: "credited", targetMinor: 0n, changeMinor: post.change() };

    const credit = await openCredit(world, order, winner, known ?? null);
    const targetMinor = creditTarget(
      {
        goodsMinor: order.goodsMinor,
        paid: order.paidAt !== null,
        cancelled: order.cancelledAt !== null,
        test: order.test,
        ownReward: order.ownReward,
      },
      credit.creditBp,
    );
    const mine = posted.find((row) => row.ambassadorId === winner.ambassadorId && row.programId === winner.programId) ?? {
      ...winner,
      orderId,
      pendingMinor: 0n,
      earnedMinor: 0n,
      entries: 0,
    };
    const difference = targetMinor - mine.pendingMinor - mine.earnedMinor;
    if (difference > 0n) await post.give(mine, difference, credit.state === "earned" ? "earned" : "pending");
    if (difference < 0n) await post.take(mine, -difference, targetMinor === 0n ? "credit voided" : "credit lowered");
    return { outcome: "credited", targetMinor, changeMinor: post.change() };
  });
}

async function readWinner(db: Tx["db"], shopId: string, orderId: string): Promise<Winner | null> {
  const decision = await db.decision.findFirst({ where: { shopId, orderId }, orderBy: { sequence: "desc" } });
  if (decision?.outcome !== "attributed") return null;
  const { ambassadorId, programId, programVersion } = decision;
  invariant(ambassadorId && programId && programVersion, "an attributed decision names its ambassador, programme and version");
  return { ambassadorId, programId, programVersion };
}

/** The credit's row follows the winner and the dates; its amounts are entries. Asks to be matured when its time comes. */
async function openCredit(world: World, order: Order, winner: Winner, known: Credit | null): Promise<Credit> {
  const { shopId } = world;
  const stays = known?.ambassadorId === winner.ambassadorId && known.programId === winner.programId;
  if (known && stays && known.state === "earned") return known;
  return world.transaction(async ({ db, queue }) => {
    const [rules] = await db.$queryRaw<Rules[]>`
      SELECT v.credit_bp AS "creditBp", v.insider_credit_bp AS "insiderCreditBp", v.icon_credit_bp AS "iconCreditBp", v.insider_from AS "insiderFrom",
        v.icon_from AS "iconFrom", v.return_window_days AS "returnWindowDays", p.currency, m.tier
      FROM program_version v JOIN program p USING (shop_id, program_id)
        LEFT JOIN membership m ON m.shop_id = v.shop_id AND m.program_id = v.program_id AND m.ambassador_id = ${winner.ambassadorId}::uuid
      WHERE v.shop_id = ${shopId} AND v.program_id = ${winner.programId}::uuid AND v.version = ${winner.programVersion}`;
    invariant(rules?.currency === order.currency, `order ${order.orderId} is in ${order.currency}, its programme in ${rules?.currency}`);
    const { programId, programVersion, ambassadorId } = winner;
    const credit = {
      ambassadorId,
      programId,
      // Agreed when the credit was opened: who moves up meanwhile has the new rate from the next order on.
      creditBp: known && stays ? known.creditBp : creditBpOf(rules.tier ?? "friend", rules),
      state: "pending",
      dueAt: creditDueAt(order, rules.returnWindowDays),
    };
    const sameDay = credit.dueAt?.getTime() === known?.dueAt?.getTime();
    if (known && stays && sameDay) return credit;

    const row = { ...credit, programVersion, earnedAt: null };
    if (known) await db.credit.update({ where: { shopId_orderId: { shopId, orderId: order.orderId } }, data: row });
    else await db.credit.createMany({ data: [{ shopId, orderId: order.orderId, openedAt: world.clock.now(), ...row }] });
    if (credit.dueAt) {
      const at = nextMinute(credit.dueAt);
      await queue.add("credit.mature", { why: "due" }, { at, onceKey: `due ${at.toISOString()}` });
    }
    return credit;
  });
}

/** One job serves all that falls due within its minute. */
const nextMinute = (at: Date): Date => new Date(Math.ceil(at.getTime() / 60_000) * 60_000);

type Whose = Pick<Posted, "ambassadorId" | "programId">;

/** Posts for one order under its lock: keys count the order's entries, so a lost lock would collide instead of paying twice. */
function poster(world: World, order: Order, entriesSoFar: number) {
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
    async give({ ambassadorId, programId }: Whose, amountMinor: bigint, kind: "pending" | "earned"): Promise<void> {
      await append({ from: { kind: "program", programId }, to: { kind, ambassadorId, programId }, amountMinor, reason: "credit" });
      change += amountMinor;
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
