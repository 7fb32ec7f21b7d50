/**
 * A customer became one with another: their rewards, those given and those on their way, are the kept customer's, and of two ambassadors
 * the one's who goes on. A call that may be under way at this moment ends first. Store credit whose call ended unclear went to an account
 * that is no more, and the kept one's movements are not its own: a person looks.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { CALL_MAY_LAST_MS } from "./one-call.server";

/** `buyerId`: the customer that was kept; `merged`: where both were ambassadors. */
type HandOver = { deletedId: string; buyerId: string; merged: { survivorId: string; mergedId: string } | null };

/** Joins the transaction in which they became one. Throws ShopProblem "try later" while a call is under way. @returns how many */
export function handOverRewards(world: World, { deletedId, buyerId, merged }: HandOver): Promise<number> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }) => {
    // Held, so that no call begins between the look and the hand-over; one that wanted to looks again (one-call).
    const rows = await db.$queryRaw<{ id: string }[]>`
      SELECT reward_id::text AS id FROM reward WHERE shop_id = ${shopId}
        AND (buyer_id = ${deletedId} OR ambassador_id = ${merged?.mergedId ?? null}::uuid) ORDER BY reward_id FOR UPDATE`;
    const theirs = { shopId, rewardId: { in: rows.map(({ id }) => id) } };
    const called = { ...theirs, calledAt: { not: null }, state: { in: ["requested", "needs review"] } };
    const since = new Date(clock.now().getTime() - CALL_MAY_LAST_MS);
    if (await db.reward.count({ where: { ...called, state: "requested", calledAt: { gt: since } } }))
      throw new ShopProblem("try later", "A reward of this customer is on its way at this moment.");
    await db.reward.updateMany({
      where: { ...called, kind: "store credit", state: "requested" },
      data: { state: "needs review", reason: "Its customer became one with another before Shopify had answered clearly." },
    });
    // What bears a mark of ours is found by it, whoever it is for now.
    await db.reward.updateMany({ where: { ...called, kind: { not: "product sent" } }, data: { calledAt: null, callMark: null } });
    // Of a draft that was made its own id stays true.
    await db.reward.updateMany({ where: { ...called, kind: "product sent" }, data: { calledAt: null } });
    if (merged) await db.reward.updateMany({ where: { shopId, ambassadorId: merged.mergedId }, data: { ambassadorId: merged.survivorId } });
    await db.reward.updateMany({ where: theirs, data: { buyerId } });
    return rows.length;
  });
}
