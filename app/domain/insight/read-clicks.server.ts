/** How far friends came by ambassadors' links in the last weeks: pressed, at the checkout (where the web pixel tells), ordered; each once, however often they pressed. */
import type { World } from "~/ports/world";

export type Clicks = {
  pressed: number;
  /** null: the owner has not turned the web pixel on. It knows only visitors who agreed to be counted. */
  atCheckout: number | null;
  ordered: number;
  days: number;
};

export const CLICK_DAYS = 30;
const DAY_MS = 86_400_000;
/** The newest are counted; a store with more in a month knows that it goes well. */
const MOST_COUNTED = 100_000;

export function readClicks(world: World): Promise<Clicks> {
  const { shopId } = world;
  const since = new Date(world.clock.now().getTime() - CLICK_DAYS * DAY_MS);
  return world.transaction(async ({ db }) => {
    const shop = await db.shop.findUnique({ where: { shopId }, select: { pixelWanted: true } });
    const [counted] = await db.$queryRaw<{ pressed: number; atCheckout: number; ordered: number }[]>`
      SELECT count(*)::int AS pressed, count(checkout_at)::int AS "atCheckout", count(ordered_at)::int AS ordered FROM (
        SELECT k.checkout_at, k.ordered_at FROM program p JOIN click k USING (shop_id, program_id)
        WHERE p.shop_id = ${shopId} AND k.first_click_id IS NULL AND k.clicked_at > ${since} ORDER BY k.clicked_at DESC LIMIT ${MOST_COUNTED}) lately`;
    return { ...counted, atCheckout: shop?.pixelWanted ? counted.atCheckout : null, days: CLICK_DAYS };
  });
}
