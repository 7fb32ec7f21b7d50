/**
 * What crediting several orders in one transaction may touch: their credits first, then the accounts of everybody who has something
 * of them or is to get it, all at once. One order after the other, two transactions could each hold an account the other waits for.
 */
import type { Tx, World } from "~/ports/world";
import { lockEarned, type Whose } from "./lock-earned.server";
import { readPosted } from "./read-posted.server";

/** Held until the transaction ends; call it with the orders held and decided (holdWithLater), and follow it by creditOrder. */
export async function holdCredits(world: World, { db }: Tx, { orderIds }: { orderIds: string[] }): Promise<void> {
  const { shopId } = world;
  const credits = await db.$queryRaw<{ state: string }[]>`
    SELECT state FROM credit WHERE shop_id = ${shopId} AND order_id = ANY (${orderIds}::text[]) ORDER BY order_id FOR UPDATE`;
  const posted = await readPosted(db, shopId, orderIds);
  // What only waits is nobody's account yet.
  if (!credits.some(({ state }) => state === "earned") && !posted.some(({ earnedMinor }) => earnedMinor > 0n)) return;
  const winners = await db.$queryRaw<Whose[]>`
    SELECT ambassador_id::text AS "ambassadorId", program_id::text AS "programId" FROM (
      SELECT DISTINCT ON (order_id) outcome, ambassador_id, program_id FROM decision
      WHERE shop_id = ${shopId} AND order_id = ANY (${orderIds}::text[]) ORDER BY order_id, sequence DESC) AS latest WHERE outcome = 'attributed'`;
  await lockEarned(world, [...posted, ...winners]);
}
