/** A friends' discount that was meant for Shopify and that no job makes: it is asked for again, or no code would ever be handed out. */
import { LOST_AFTER_MS } from "~/ports/queue";
import type { World } from "~/ports/world";

/** A shop has two a programme. */
const MOST = 100;

/** Of programmes that run. Returns how many were asked for again. */
export function resumeDiscounts(world: World): Promise<{ discounts: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const intended = await db.discount.findMany({
      where: {
        shopId,
        state: "intended",
        createdAt: { lt: new Date(world.clock.now().getTime() - LOST_AFTER_MS) },
        program: { state: "live" },
      },
      orderBy: { createdAt: "desc" },
      take: MOST,
      select: { discountId: true },
    });
    return { discounts: await queue.addLost("discount.publish", intended, { onceKey: ({ discountId }) => discountId }) };
  });
}
