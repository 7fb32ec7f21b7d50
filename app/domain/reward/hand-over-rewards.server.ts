/**
 * The rewards of an ambassador who became one with another are that one's: those given, and those on their way. A call that may be
 * under way at this moment ends first. Store credit whose call ended unclear went to an account that is no more: a person looks.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { CALL_MAY_LAST_MS } from "./one-call.server";

type HandOver = { survivorId: string; mergedId: string; buyerId: string };

/** Joins the transaction at hand. Throws ShopProblem "try later" while a call is under way. @returns how many */
export function handOverRewards(world: World, { survivorId, mergedId, buyerId }: HandOver): Promise<number> {
  const { shopId, clock } = world;
  const theirs = { shopId, ambassadorId: mergedId };
  const called = { ...theirs, calledAt: { not: null }, state: { in: ["requested", "needs review"] } };
  return world.transaction(async ({ db }) => {
    const since = new Date(clock.now().getTime() - CALL_MAY_LAST_MS);
    if (await db.reward.count({ where: { ...called, state: "requested", calledAt: { gt: since } } }))
      throw new ShopProblem("try later", "A reward of this customer is on its way at this moment.");
    await db.reward.updateMany({
      where: { ...called, kind: "store credit", state: "requested" },
      data: { state: "needs review", reason: "Its customer became one with another before Shopify had answered clearly." },
    });
    // What bears a mark of ours is found by it, whoever it is for now.
    await db.reward.updateMany({ where: called, data: { calledAt: null, callMark: null } });
    return (await db.reward.updateMany({ where: theirs, data: { ambassadorId: survivorId, buyerId } })).count;
  });
}
