/**
 * Two customers that Shopify made one become one buyer: orders, contacts, invitation, rewards and the ambassador follow
 * the customer that was kept. Balances follow by themselves, since accounts belong to the ambassador. Doing it twice is
 * the same as once.
 */
import type { Tx, World } from "~/ports/world";
import { NOBODY } from "./buyer";
import { summariseBuyer } from "./summarise-buyer.server";

export type Merged =
  | { outcome: "merged" }
  /** Both were ambassadors: the kept customer's goes on, this other one's stays as it is until a person decides. */
  | { outcome: "two ambassadors"; otherAmbassadorId: string }
  /** We hold nothing of the customer that went. */
  | { outcome: "nothing to merge" };

/** Save the kept customer first (saveBuyer). Outcomes: see Merged. */
export function mergeBuyers(world: World, { keptId, deletedId }: { keptId: string; deletedId: string }): Promise<Merged> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<Merged> => {
    // Always the smaller id first, so that two merges never wait for each other.
    for (const id of [keptId, deletedId].sort())
      await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`buyer ${shopId} ${id}`}, 0))`;
    const went = await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId: deletedId } } });
    const { count: orders } = await db.order.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    if (!went && !orders) return { outcome: "nothing to merge" };

    await db.contact.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    await db.letter.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    await db.reward.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    await db.stray.updateMany({ where: { shopId, buyerId: deletedId }, data: { buyerId: keptId } });
    await moveInvitations(db, shopId, keptId, deletedId);
    const otherAmbassadorId = await moveAmbassador(db, shopId, keptId, deletedId);
    await db.buyer.updateMany({ where: { shopId, mergedInto: deletedId }, data: { mergedInto: keptId } });
    await db.buyer.updateMany({ where: { shopId, buyerId: deletedId }, data: { ...NOBODY, mergedInto: keptId } });
    await summariseBuyer(world, { buyerId: keptId });
    await summariseBuyer(world, { buyerId: deletedId });
    return otherAmbassadorId ? { outcome: "two ambassadors", otherAmbassadorId } : { outcome: "merged" };
  });
}

/** One invitation a programme and person: where both had one, the kept customer's stays and the other's link dies. */
async function moveInvitations(db: Tx["db"], shopId: string, keptId: string, deletedId: string): Promise<void> {
  const kept = await db.invitation.findMany({ where: { shopId, buyerId: keptId }, select: { programId: true } });
  const programs = kept.map(({ programId }) => programId);
  await db.invitation.updateMany({ where: { shopId, buyerId: deletedId, programId: { notIn: programs } }, data: { buyerId: keptId } });
  await db.invitation.updateMany({
    where: { shopId, buyerId: deletedId },
    data: { tokenHash: null, reason: "merged with another customer" },
  });
  await db.invitation.updateMany({ where: { shopId, buyerId: deletedId, state: "waiting" }, data: { state: "not sent" } });
}

/** @returns the second ambassador's id when both customers were one */
async function moveAmbassador(db: Tx["db"], shopId: string, keptId: string, deletedId: string): Promise<string | null> {
  const other = await db.ambassador.findUnique({ where: { shopId_buyerId: { shopId, buyerId: deletedId } } });
  if (!other) return null;
  const kept = await db.ambassador.findUnique({ where: { shopId_buyerId: { shopId, buyerId: keptId } } });
  if (kept) return other.ambassadorId;
  await db.ambassador.update({ where: { shopId_ambassadorId: { shopId, ambassadorId: other.ambassadorId } }, data: { buyerId: keptId } });
  return null;
}
