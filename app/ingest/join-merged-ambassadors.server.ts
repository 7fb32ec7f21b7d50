/**
 * Two customers who became one were both ambassadors: one goes on, with the codes, the orders, the money and the rewards of both, all in
 * the transaction in which the customers became one, or none of it.
 */
import { mergeAmbassadors } from "~/domain/ambassador/merge-ambassadors.server";
import { handOverDecisions } from "~/domain/attribution/hand-over-decisions.server";
import { suspectOrders } from "~/domain/attribution/suspect-orders.server";
import { handOverBalance } from "~/domain/ledger/hand-over-balance.server";
import { handOverRewards } from "~/domain/reward/hand-over-rewards.server";
import type { World } from "~/ports/world";

/** Call it after mergeBuyers, in its transaction. Throws ShopProblem "try later" while a reward of theirs is under way. */
export function joinMergedAmbassadors(world: World, who: { survivorId: string; mergedId: string; buyerId: string }): Promise<void> {
  return world.transaction(async () => {
    await mergeAmbassadors(world, who);
    const orderIds = await handOverDecisions(world, who);
    await handOverBalance(world, who);
    await handOverRewards(world, who);
    await suspectOrders(world, { ambassadorId: who.survivorId, orderIds });
  });
}
