/**
 * Holds a person before their mails are touched, as whoever refreshes, merges or erases them does (holdBuyers), so that nobody waits for
 * each other: the person first, then contacts, letters and invitations, then suppressions and opt-outs.
 */
import type { Tx } from "~/ports/world";
import { buyerLock } from "./buyer-lock";

/**
 * `buyerId`: who they are now. `known`: there is a row. `erased` also where there is none. `emails`: every address they were seen with on
 * the way there, since a merge takes it from the one that went.
 */
export type HeldBuyer = { buyerId: string; known: boolean; erased: boolean; emails: string[] };

type Row = { email: string | null; erased: boolean; mergedInto: string | null };
/** A customer who became another so often in a moment is a defect. */
const MOST_HOPS = 20;

/** Joins the transaction at hand, until whose end nobody else changes this person. One who became another is that one. */
export async function holdBuyer(db: Tx["db"], shopId: string, asked: string): Promise<HeldBuyer> {
  const emails = new Set<string>();
  let buyerId = asked;
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const seen = await db.buyer.findUnique({
      where: { shopId_buyerId: { shopId, buyerId } },
      select: { email: true, mergedInto: true },
    });
    if (seen?.email) emails.add(seen.email);
    const row = seen?.mergedInto ? null : await holdOne(db, shopId, buyerId);
    const next = seen?.mergedInto ?? row?.mergedInto;
    if (row?.email) emails.add(row.email);
    if (!next) return { buyerId, known: row !== null, erased: row?.erased ?? true, emails: [...emails] };
    buyerId = next;
  }
  throw new Error(`customer ${asked} became another ${MOST_HOPS} times over`);
}

/** One who became another while they were waited for is let go of: whoever holds that one may be waiting for this one. */
async function holdOne(db: Tx["db"], shopId: string, buyerId: string): Promise<Row | null> {
  await db.$executeRaw`SAVEPOINT before_the_buyer`;
  await db.$executeRaw`SELECT ${buyerLock(shopId, buyerId)}`;
  const [row] = await db.$queryRaw<Row[]>`
    SELECT email, erased_at IS NOT NULL AS erased, merged_into AS "mergedInto" FROM buyer WHERE shop_id = ${shopId} AND buyer_id = ${buyerId} FOR UPDATE`;
  if (row?.mergedInto) await db.$executeRaw`ROLLBACK TO SAVEPOINT before_the_buyer`;
  await db.$executeRaw`RELEASE SAVEPOINT before_the_buyer`;
  return row ?? null;
}
