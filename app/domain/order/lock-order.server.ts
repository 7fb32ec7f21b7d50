/**
 * An order in one transaction's hands: whoever saves, decides, overrules or credits it comes here first. The name is locked, because
 * an order that is read for the first time has no row yet, and the row, because others (an erasure, a merge) write to it by itself.
 * Meanwhile no two ambassadors become one (mergeBuyers).
 */
import type { Tx, World } from "~/ports/world";

const held = new WeakMap<Tx, Set<string>>();

/** Held until the transaction ends; to ask again within it costs nothing. */
export async function lockOrder({ shopId }: World, tx: Tx, { orderId }: { orderId: string }): Promise<void> {
  const mine = held.get(tx) ?? new Set();
  if (mine.has(orderId)) return;
  await tx.db.$queryRaw`
    WITH named AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(hashtextextended(${`merge ${shopId}`}, 0)),
        pg_advisory_xact_lock(hashtextextended(${`order ${shopId} ${orderId}`}, 0)))
    SELECT 1 FROM named, orders WHERE shop_id = ${shopId} AND order_id = ${orderId} FOR UPDATE OF orders`;
  held.set(tx, mine.add(orderId));
}
