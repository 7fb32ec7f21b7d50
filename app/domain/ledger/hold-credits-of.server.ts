/**
 * All credits of some ambassadors in one transaction's hands. Whoever matures a credit holds its row and then the member, to raise them:
 * so who changes the member comes here first.
 */
import type { Tx, World } from "~/ports/world";

/** Held until the transaction ends. Call it where no new credit can come about (mergeBuyers). */
export async function holdCreditsOf({ shopId }: World, { db }: Tx, { ambassadorIds }: { ambassadorIds: string[] }): Promise<void> {
  await db.$executeRaw`
    SELECT 1 FROM credit WHERE shop_id = ${shopId} AND ambassador_id = ANY (${ambassadorIds}::uuid[]) ORDER BY order_id FOR UPDATE`;
}
