/** An owner's word on an order and what it earns, in one transaction: the decision, then the difference to what was posted. */
import type { World } from "~/ports/world";
import { overruleDecision, type Overrule, type Overruled } from "../attribution/overrule-decision.server";
import { holdBuyerOf } from "../buyer/hold-buyer-of.server";
import { creditOrder } from "./credit-order.server";

/** Outcomes: see Overruled. */
export function settleOrder(world: World, overrule: Overrule): Promise<Overruled> {
  return world.transaction(async (tx) => {
    // None of their orders is decided beside it: which of them count may hang on this one.
    await holdBuyerOf(world, tx, overrule);
    const overruled = await overruleDecision(world, overrule);
    if (overruled.outcome === "decided") await creditOrder(world, { orderId: overrule.orderId });
    return overruled;
  });
}
