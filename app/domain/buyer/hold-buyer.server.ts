/**
 * Holds a person before their mails are touched, as whoever merges or erases them does, so that nobody waits for each other: the
 * person first, then contacts, letters and invitations, then suppressions and opt-outs.
 */
import type { Tx } from "~/ports/world";

/** `buyerId`: who they are now. `erased` also where there is no row. */
export type HeldBuyer = { buyerId: string; erased: boolean };

/** Joins the transaction at hand, until whose end nobody else changes this person. One who became another is that one. */
export async function holdBuyer(db: Tx["db"], shopId: string, buyerId: string): Promise<HeldBuyer> {
  const before = await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId } }, select: { mergedInto: true } });
  const now = before?.mergedInto ?? buyerId;
  const [held] = await db.$queryRaw<{ erased: boolean; mergedInto: string | null }[]>`
    SELECT erased_at IS NOT NULL AS erased, merged_into AS "mergedInto" FROM buyer WHERE shop_id = ${shopId} AND buyer_id = ${now} FOR UPDATE`;
  // Merged between the two looks.
  if (held?.mergedInto) return holdBuyer(db, shopId, held.mergedInto);
  return { buyerId: now, erased: held?.erased ?? true };
}
