/**
 * An owner's word on an invitation that may or may not have arrived: it did, then its reminder takes its course; or it did not, then
 * it goes out again with a button of its own, and the one before, should it be there after all, opens nothing any more.
 */
import type { World } from "~/ports/world";
import { holdBuyer } from "../buyer/hold-buyer.server";
import { remindLater } from "./remind-later.server";

export type SettleInvitationOutcome = { outcome: "arrived" | "sent again" | "settled before" };

export function settleInvitation(
  world: World,
  { invitationId, arrived }: { invitationId: string; arrived: boolean },
): Promise<SettleInvitationOutcome> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db, queue }): Promise<SettleInvitationOutcome> => {
    const where = { shopId, invitationId, state: "needs review" };
    const asked = await db.invitation.findUnique({ where: { shopId_invitationId: { shopId, invitationId } }, select: { buyerId: true } });
    if (!asked) return { outcome: "settled before" };
    const { buyerId } = await holdBuyer(db, shopId, asked.buyerId);
    const contact = await db.contact.findUnique({ where: { shopId_contactId: { shopId, contactId: invitationId } } });
    const sentAt = contact?.happenedAt ?? clock.now();
    const data = arrived ? { state: "sent", reason: null, sentAt } : { state: "waiting", reason: null, tokenHash: null, expiresAt: null };
    if (!(await db.invitation.updateMany({ where, data })).count) return { outcome: "settled before" };
    await db.contact.updateMany({
      where: { shopId, contactId: invitationId },
      data: arrived ? { state: "sent", detail: null } : { state: "failed", detail: "the owner says that it did not arrive" },
    });
    if (arrived) await remindLater(world, { invitationId, buyerId, sentAt });
    else await queue.add("invitation.send", { invitationId }, { onceKey: `${invitationId} again ${clock.now().toISOString()}` });
    return { outcome: arrived ? "arrived" : "sent again" };
  });
}
