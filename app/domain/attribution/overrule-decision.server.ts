/**
 * An owner decides an order: a doubtful one is settled, a verdict of the rules overruled, with a reason of their own. It is a new
 * decision that keeps the old, and from then on rules do not overrule it. Two things no owner can do: let somebody earn on their
 * own order, and in another currency than the programme's. What is known is read anew at the press: the verdict the owner looked at may
 * be older than it; and should it turn out later to have been their own, decideOrder says so.
 */
import type { Tx, World } from "~/ports/world";
import { invariant } from "../invariant";
import { lockOrder } from "../order/lock-order.server";
import { remember, storedFacts } from "./facts";
import { readFacts } from "./read-facts.server";
import { readLaterOrders } from "./read-later-orders.server";
import { readOrderToDecide } from "./read-order-to-decide.server";
import { readOwnPurchase } from "./read-own-purchase.server";

export type Overrule = {
  orderId: string;
  counts: boolean;
  /** The decision that was looked at: somebody else may have decided meanwhile. */
  sequence: number;
  /** Kept for ever with the decision; it should name nobody. */
  note: string;
  decidedBy: string;
};

export type Overruled =
  | { outcome: "decided"; sequence: number }
  /** It is so already. */
  | { outcome: "unchanged" }
  | { outcome: "decided meanwhile" }
  | { outcome: "own purchase" }
  /** The order is in another currency than its programme; their money is never added up. */
  | { outcome: "other currency" }
  /** Nobody of ours is named by the order's codes or click. */
  | { outcome: "nobody to count it for" }
  | { outcome: "note missing" }
  | { outcome: "order unknown" };

export const LONGEST_NOTE = 200;

/** Call settleOrder, which lets the credit follow. Outcomes: see Overruled. */
export function overruleDecision(world: World, { orderId, counts, sequence, note, decidedBy }: Overrule): Promise<Overruled> {
  const { shopId } = world;
  const why = note.replaceAll("\0", "").trim().slice(0, LONGEST_NOTE);
  return world.transaction(async (tx): Promise<Overruled> => {
    const { db, queue } = tx;
    await lockOrder(world, tx, { orderId });
    const order = await readOrderToDecide(db, shopId, orderId);
    if (!order?.latest) return { outcome: "order unknown" };
    const { latest } = order;
    if (latest.sequence !== sequence) return { outcome: "decided meanwhile" };
    if (!why) return { outcome: "note missing" };
    if (latest.outcome === (counts ? "attributed" : "ignored")) return { outcome: "unchanged" };
    const { ambassadorId, programId, programVersion, code, clickId } = latest;
    if (counts && (!ambassadorId || !programId || !programVersion)) return { outcome: "nobody to count it for" };
    const before = storedFacts(latest.facts);
    const facts = remember(await readFacts(db, shopId, order), before);
    if (counts && (await readOwnPurchase(db, shopId, { order, ambassadorId: ambassadorId!, facts, before })))
      return { outcome: "own purchase" };
    if (counts && !(await isInCurrencyOf(db, shopId, { orderId, programId: programId! }))) return { outcome: "other currency" };
    invariant(decidedBy !== "rules", "whoever overrules is a person");
    await db.decision.create({
      data: {
        shopId,
        decisionId: world.chance.uuid(),
        orderId,
        sequence: latest.sequence + 1,
        outcome: counts ? "attributed" : "ignored",
        reason: counts ? "owner-counts" : "owner-does-not-count",
        ...{ ambassadorId, programId, programVersion, code, clickId },
        facts,
        note: why,
        decidedBy,
        decidedAt: world.clock.now(),
      },
    });
    // Where only so many orders of a friend count, this one's turn may be another's now; its refreshing decides those anew.
    if ((await readLaterOrders(world, { orderId })).length) await queue.add("order.refresh", { orderId }, { onceKey: orderId });
    return { outcome: "decided", sequence: latest.sequence + 1 };
  });
}

async function isInCurrencyOf(
  db: Tx["db"],
  shopId: string,
  { orderId, programId }: { orderId: string; programId: string },
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ same: boolean }[]>`
    SELECT o.currency = p.currency AS same FROM orders o, program p
    WHERE o.shop_id = ${shopId} AND o.order_id = ${orderId} AND p.shop_id = ${shopId} AND p.program_id = ${programId}::uuid`;
  return row?.same ?? false;
}
