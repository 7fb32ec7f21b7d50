/**
 * Two customers who became one were both ambassadors: one goes on, with the codes, the orders and the money of both, all in the
 * transaction in which the customers became one, or none of it. Rewards follow there too (join-merged-buyers).
 */
import { mergeAmbassadors } from "~/domain/ambassador/merge-ambassadors.server";
import { handOverDecisions } from "~/domain/attribution/hand-over-decisions.server";
import { suspectOrders } from "~/domain/attribution/suspect-orders.server";
import { handOverBalance } from "~/domain/ledger/hand-over-balance.server";
import { holdCreditsOf } from "~/domain/ledger/hold-credits-of.server";
import type { World } from "~/ports/world";

/** Call it after mergeBuyers, in its transaction. */
export function joinMergedAmbassadors(world: World, who: { survivorId: string; mergedId: string }): Promise<void> {
  return world.transaction(async (tx) => {
    await holdCreditsOf(world, tx, { ambassadorIds: [who.survivorId, who.mergedId] });
    await mergeAmbassadors(world, who);
    const orderIds = await handOverDecisions(world, who);
    await handOverBalance(world, who);
    await suspectOrders(world, { ambassadorId: who.survivorId, orderIds });
  });
}
