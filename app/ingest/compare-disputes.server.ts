/** Chargebacks, compared with Shopify's: an order counts as unchanged there when its payer's bank asks the money back, and no webhook comes. */
import type { Dispute } from "~/ports/shop";
import type { World } from "~/ports/world";
import { horizonDaysFor } from "./history/history";

const DAY_MS = 86_400_000;
/** A payer has four months or so to go to their bank, which may take as long again. */
const LOOKED_BACK_MS = 400 * DAY_MS;
/** Five thousand chargebacks are another trouble. */
const MOST_PAGES = 50;

/** Asks for every order whose chargeback we know otherwise to be read again. Throws ShopProblem. @returns how many */
export async function compareDisputes(world: World): Promise<number> {
  const since = new Date(world.clock.now().getTime() - LOOKED_BACK_MS);
  const theirs = new Map<string, Dispute | null>();
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { orders, next } = await world.shop.readDisputedOrders({ since, after });
    for (const { orderId, dispute } of orders) theirs.set(orderId, dispute);
    after = next;
    if (next === null) break;
  }
  // Cut off at the bound, what was not answered may yet be there.
  return readAgain(world, theirs, { openOnes: after === null });
}

/** @param openOnes whether those that are open with us and that Shopify no longer names are asked for too */
function readAgain(world: World, theirs: Map<string, Dispute | null>, { openOnes }: { openOnes: boolean }): Promise<number> {
  const { shopId } = world;
  const orderIds = [...theirs.keys()];
  return world.transaction(async ({ db, queue }) => {
    const { scopes } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true } });
    const days = horizonDaysFor(scopes);
    // What Shopify no longer shows would be asked for every hour in vain.
    const shownSince = new Date(days === null ? 0 : world.clock.now().getTime() - days * DAY_MS);
    const held = await db.$queryRaw<{ orderId: string; dispute: Dispute | null }[]>`
      SELECT order_id AS "orderId", dispute FROM orders WHERE shop_id = ${shopId} AND order_id = ANY (${orderIds}::text[])
      UNION SELECT order_id, dispute FROM orders WHERE shop_id = ${shopId} AND dispute = 'open' AND ${openOnes} AND placed_at > ${shownSince}`;
    const changed = held.filter(({ orderId, dispute }) => (theirs.get(orderId) ?? null) !== dispute).map(({ orderId }) => ({ orderId }));
    await queue.addMany("order.refresh", changed, { onceKey: ({ orderId }) => orderId });
    return changed.length;
  });
}
