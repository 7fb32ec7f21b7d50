/**
 * Buyers in one transaction's hands, before any of their orders: nobody merges or erases them meanwhile, and none of their orders is
 * decided beside another. Whoever holds an order already may not come here: two could wait for each other.
 */
import type { Tx, World } from "~/ports/world";
import { buyerLock } from "./buyer-lock";

/** Held until the transaction ends, known here or not; of several always in the same order. */
export async function holdBuyers({ shopId }: World, { db }: Tx, { buyerIds }: { buyerIds: string[] }): Promise<void> {
  const ids = [...new Set(buyerIds)].sort();
  for (const id of ids) await db.$executeRaw`SELECT ${buyerLock(shopId, id)}`;
  await db.$executeRaw`SELECT 1 FROM buyer WHERE shop_id = ${shopId} AND buyer_id = ANY (${ids}::text[]) ORDER BY buyer_id FOR UPDATE`;
}
