/**
 * Buyers in one transaction's hands, by name, since one that is read for the first time has no row yet: whoever keeps (saveBuyer), merges
 * or erases one comes here first. Buyers are taken before orders, and always the smaller id first.
 */
import type { Tx, World } from "~/ports/world";

/** Held until the transaction ends; to ask again within it does no harm. */
export async function holdBuyers({ shopId }: World, { db }: Tx, { buyerIds }: { buyerIds: string[] }): Promise<void> {
  for (const id of [...new Set(buyerIds)].sort())
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`buyer ${shopId} ${id}`}, 0))`;
}
