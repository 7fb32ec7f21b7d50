/**
 * Two customers that Shopify made one become one buyer: orders, contacts, invitation and the ambassador follow the customer
 * that was kept. Balances follow by themselves, since accounts belong to the ambassador; of two ambassadors one goes on
 * (ingest/join-merged-ambassadors). Rewards may be under way and have rules of their own (reward/hand-over-rewards). Doing it twice is the same as once.
 */
import { ShopProblem } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { NOBODY } from "./buyer";
import { holdBuyers } from "./hold-buyers.server";
import { readMerged } from "./read-merged.server";
import { summariseBuyer } from "./summarise-buyer.server";

export type Merged =
  | { outcome: "merged" }
  /** Both were ambassadors: the survivor goes on for both. `buyerId`: the customer that was kept. */
  | { outcome: "two ambassadors"; survivorId: string; mergedId: string; buyerId: string }
  /** We hold nothing of the customer that went. */
  | { outcome: "nothing to merge" };

/**
 * Save the kept customer first (saveBuyer). One that became yet another meanwhile is that one. Outcomes: see Merged. Throws "try later"
 * when either became one with somebody else at this very moment.
 */
export function mergeBuyers(world: World, { keptId, deletedId }: { keptId: string; deletedId: string }): Promise<Merged> {
  const { shopId } = world;
  return world.transaction(async (tx): Promise<Merged> => {
    const { db } = tx;
    // Everybody who is one with either, before anything else is held: whoever refreshes one of them waits for the merge to end, and whoever
    // writes to one of them holds the person first, and then the letter.
    const everybody = await readMerged(world, { buyerIds: [keptId, deletedId] });
    await holdBuyers(world, tx, { buyerIds: everybody });
    // After the buyers, as everybody who holds an order has it: nobody decides for an ambassador who is about to become another.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`merge ${shopId}`}, 0))`;
    if ((await readMerged(world, { buyerIds: everybody })).some((id) => !everybody.includes(id)))
      throw new ShopProblem("try later", "one of two customers who are becoming one has just become one with another");
    const kept = await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId: keptId } }, select: { mergedInto: true } });
    if (kept?.mergedInto && kept.mergedInto !== deletedId) return mergeBuyers(world, { keptId: kept.mergedInto, deletedId });
    const went = await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId: deletedId } } });
    const { count: orders } = await db.order.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    if (!went && !orders) return { outcome: "nothing to merge" };
    // Gone already, and never held: without a row nobody would look for whom they became.
    if (!kept && went)
      await db.buyer.create({ data: { shopId, buyerId: keptId, consent: "unknown", currency: went.currency, readAt: new Date(0) } });

    await db.contact.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    await db.letter.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    await db.optOutLink.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    await db.stray.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    await moveInvitations(db, shopId, keptId, deletedId);
    const both = await moveAmbassador(db, shopId, keptId, deletedId);
    // Told the other way round before, the kept one is itself again.
    await db.buyer.updateMany({ where: { shopId, buyerId: keptId }, data: { mergedInto: null } });
    await db.buyer.updateMany({ where: { shopId, mergedInto: deletedId }, data: { mergedInto: keptId } });
    await db.buyer.updateMany({ where: { shopId, buyerId: deletedId }, data: { ...NOBODY, mergedInto: keptId } });
    await summariseBuyer(world, { buyerId: keptId });
    await summariseBuyer(world, { buyerId: deletedId });
    return both ? { outcome: "two ambassadors", ...both, buyerId: keptId } : { outcome: "merged" };
  });
}

/**
 * One invitation a programme and person: where both had one, the kept customer's stays and the other's link dies; unless only the
 * other's went out: then that is the one they have. Whose lot each was, its row keeps (drawn_buyer_id).
 */
async function moveInvitations(db: Tx["db"], shopId: string, keptId: string, deletedId: string): Promise<void> {
  // Held, so that none begins to be sent meanwhile.
  const both = await db.$queryRaw<Invited[]>`
    SELECT invitation_id::text AS "invitationId", program_id::text AS "programId", buyer_id AS "buyerId", state FROM invitation
    WHERE shop_id = ${shopId} AND buyer_id IN (${keptId}, ${deletedId}) ORDER BY invitation_id FOR UPDATE`;
  const kept = both.filter(({ buyerId }) => buyerId === keptId);
  const went = both.filter(({ buyerId }) => buyerId === deletedId);
  const rename = (invitationId: string, buyerId: string) =>
    db.invitation.update({ where: { shopId_invitationId: { shopId, invitationId } }, data: { buyerId } });
  for (const own of kept) {
    const other = went.find(({ programId }) => programId === own.programId);
    if (!other || wentOut(own) || !wentOut(other)) continue;
    await rename(own.invitationId, `${deletedId} for now`);
    await rename(other.invitationId, keptId);
    await rename(own.invitationId, deletedId);
  }
  const programs = kept.map(({ programId }) => programId);
  await db.invitation.updateMany({ where: { shopId, buyerId: deletedId, programId: { notIn: programs } }, data: { buyerId: keptId } });
  await db.invitation.updateMany({
    where: { shopId, buyerId: deletedId },
    data: { tokenHash: null, reason: "merged with another customer" },
  });
  await db.invitation.updateMany({ where: { shopId, buyerId: deletedId, state: "waiting" }, data: { state: "not sent" } });
}

type Invited = { invitationId: string; programId: string; buyerId: string; state: string };
/** Also while nobody knows: a mail that may have arrived has a button. */
const wentOut = ({ state }: { state: string }): boolean => state !== "waiting" && state !== "not sent";

/** @returns who goes on for whom when both customers were ambassadors: who has not left, else the kept customer's */
async function moveAmbassador(
  db: Tx["db"],
  shopId: string,
  keptId: string,
  deletedId: string,
): Promise<{ survivorId: string; mergedId: string } | null> {
  const of = (buyerId: string) => db.ambassador.findUnique({ where: { shopId_buyerId: { shopId, buyerId } } });
  const give = (ambassadorId: string, buyerId: string) =>
    db.ambassador.update({ where: { shopId_ambassadorId: { shopId, ambassadorId } }, data: { buyerId } });
  const [kept, other] = [await of(keptId), await of(deletedId)];
  if (!other || other.state === "merged") return null;
  if (!kept) {
    await give(other.ambassadorId, keptId);
    return null;
  }
  if (kept.state === "active" || other.state !== "active") return { survivorId: kept.ambassadorId, mergedId: other.ambassadorId };
  await give(kept.ambassadorId, `${deletedId} for now`);
  await give(other.ambassadorId, keptId);
  await give(kept.ambassadorId, deletedId);
  return { survivorId: other.ambassadorId, mergedId: kept.ambassadorId };
}
