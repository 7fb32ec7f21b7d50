/** A click whose friend came to the checkout, or through it, as the web pixel tells. A hint for the owner: no credit rests on it. */
import type { World } from "~/ports/world";

export type CheckoutStage = "started" | "completed";

/** Told of one press, it is known of the first one too, by which friends are counted. The first telling of each stage stays. "unknown click": none of this store's, or told before. */
export function noteCheckout(
  world: World,
  { clickId, stage }: { clickId: string; stage: CheckoutStage },
): Promise<{ outcome: "noted" | "unknown click" }> {
  const { shopId } = world;
  const now = world.clock.now();
  return world.transaction(async ({ db }) => {
    const told = clickId.toLowerCase();
    const click = await db.click.findUnique({ where: { shopId_clickId: { shopId, clickId: told } }, select: { firstClickId: true } });
    const mine = { shopId, clickId: { in: [told, ...(click?.firstClickId ? [click.firstClickId] : [])] } };
    const began = await db.click.updateMany({ where: { ...mine, checkoutAt: null }, data: { checkoutAt: now } });
    const ended =
      stage === "completed" ? await db.click.updateMany({ where: { ...mine, completedAt: null }, data: { completedAt: now } }) : began;
    return { outcome: began.count || ended.count ? ("noted" as const) : ("unknown click" as const) };
  });
}
