/**
 * Says when a share code stops counting. Orders placed before that moment count, whenever we hear of them; those placed later do
 * not. At that moment a job takes it from the discount in Shopify, too.
 */
import type { World } from "~/ports/world";

export type RetireShareCodeOutcome =
  | { outcome: "retired"; at: Date }
  /** It stops sooner already, is gone from Shopify, was refused, or is not there. */
  | { outcome: "nothing to do" };

/**
 * A code that stops later is brought forward; never put off. Friends may go on using the code of somebody who has left: that one stops,
 * too. Outcomes: see RetireShareCodeOutcome.
 */
export function retireShareCode(
  world: World,
  { codeId, at, why, replacedBy }: { codeId: string; at: Date; why: "changed" | "leaked" | "ended"; replacedBy?: string },
): Promise<RetireShareCodeOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }): Promise<RetireShareCodeOutcome> => {
    const { count } = await db.shareCode.updateMany({
      where: {
        ...{ shopId, codeId, state: { in: ["waiting", "live", "retired"] }, removedAt: null },
        OR: [{ retiresAt: null }, { retiresAt: { gt: at } }],
      },
      data: { retiresAt: at, retiredWhy: why, ...(replacedBy && { replacedBy }) },
    });
    if (!count) return { outcome: "nothing to do" };
    await queue.add("code.remove", { codeId }, { at, onceKey: `${codeId} ${at.toISOString()}` });
    return { outcome: "retired", at };
  });
}
