/** Chargebacks, compared with Shopify's: an order counts as unchanged there when its payer's bank asks the money back, and no webhook comes. */
import type { ReconciliationProblem } from "~/domain/shop/reconciliation";
import type { Dispute } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { horizonDaysFor } from "./history/history";

const DAY_MS = 86_400_000;
/** A payer has four months or so to go to their bank, which may take as long again. */
const LOOKED_BACK_MS = 400 * DAY_MS;
/** Five thousand chargebacks are another trouble. */
const MOST_PAGES = 50;
/** With those that the owner settles, the next ones are told. */
const MOST_TOLD = 50;

/** `problems`: those that keep a credit waiting and that nobody but the owner can tell the end of. */
export type DisputesCompared = { askedAgain: number; problems: ReconciliationProblem[] };

/** Asks for every order whose chargeback we know otherwise to be read again. Throws ShopProblem. */
export async function compareDisputes(world: World): Promise<DisputesCompared> {
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
  const whole = after === null;
  return world.transaction(async (tx) => {
    const shownSince = await readShownSince(world, tx);
    return {
      askedAgain: await readAgain(world, tx, { theirs, openSince: whole ? shownSince : null }),
      problems: whole ? await readNotShown(world, tx, { theirs, shownSince }) : [],
    };
  });
}

/** @returns since when placed orders are shown to us: what is older would be asked for every hour in vain */
async function readShownSince({ shopId, clock }: World, { db }: Tx): Promise<Date> {
  const { scopes } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true } });
  const days = horizonDaysFor(scopes);
  return new Date(days === null ? 0 : clock.now().getTime() - days * DAY_MS);
}

/** @param openSince since when placed those are asked for, too, that are open with us and that Shopify no longer names; null: none. @returns how many */
async function readAgain(
  { shopId }: World,
  { db, queue }: Tx,
  { theirs, openSince }: { theirs: Map<string, Dispute | null>; openSince: Date | null },
): Promise<number> {
  const held = await db.$queryRaw<{ orderId: string; dispute: Dispute | null }[]>`
    SELECT order_id AS "orderId", dispute FROM orders WHERE shop_id = ${shopId} AND order_id = ANY (${[...theirs.keys()]}::text[])
    UNION SELECT order_id, dispute FROM orders WHERE shop_id = ${shopId} AND dispute = 'open' AND placed_at > ${openSince}::timestamptz`;
  const changed = held.filter(({ orderId, dispute }) => (theirs.get(orderId) ?? null) !== dispute).map(({ orderId }) => ({ orderId }));
  await queue.addMany("order.refresh", changed, { onceKey: ({ orderId }) => orderId });
  return changed.length;
}

/** Open when Shopify ceased to show their orders, and a credit waits for their end: the longest first. */
async function readNotShown(
  { shopId }: World,
  { db }: Tx,
  { theirs, shownSince }: { theirs: Map<string, Dispute | null>; shownSince: Date },
): Promise<ReconciliationProblem[]> {
  const rows = await db.$queryRaw<{ orderId: string }[]>`
    SELECT order_id AS "orderId" FROM orders o WHERE shop_id = ${shopId} AND dispute = 'open' AND placed_at <= ${shownSince}
      AND order_id <> ALL (${[...theirs.keys()]}::text[])
      AND EXISTS (SELECT FROM credit c WHERE c.shop_id = o.shop_id AND c.order_id = o.order_id AND c.state = 'pending')
    ORDER BY placed_at, order_id LIMIT ${MOST_TOLD}`;
  return rows.map(({ orderId }) => ({ kind: "chargeback not shown", about: orderId }));
}
