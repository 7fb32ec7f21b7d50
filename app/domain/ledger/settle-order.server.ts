/** An owner's word on an order and what it earns, in one transaction: the decision, then the difference to what was posted. */
import type { World } from "~/ports/world";
import { overruleDecision, type Overrule, type Overruled } from "../attribution/overrule-decision.server";
import { creditOrder } from "./credit-order.server";

/** Outcomes: see Overruled. */
export function settleOrder(world: World, overrule: Overrule): Promise<Overruled> {
  return world.transaction(async () => {
    const overruled = await overruleDecision(world, overrule);
    if (overruled.outcome === "decided") await creditOrder(world, { orderId: overrule.orderId });
    return overruled;
  });
}
