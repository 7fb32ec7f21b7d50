/**
 * An owner's word on an invitation that may or may not have arrived: it did, then its reminder takes its course; or it did not, then
 * it goes out again with a button of its own, and the one before, should it be there after all, opens nothing any more. What was
 * pressed too long ago does not go out again.
 */
import type { World } from "~/ports/world";
import { holdBuyer } from "../buyer/hold-buyer.server";
import { isTooLateToInvite } from "./invitation";
import { remindLater } from "./remind-later.server";

export type SettleInvitationOutcome = { outcome: "arrived" | "sent again" | "too late" | "settled before" };

export function settleInvitation(
  world: World,
  { invitationId, arrived }: { invitationId: string; arrived: boolean },
): Promise<SettleInvitationOutcome> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db, queue }): Promise<SettleInvitationOutcome> => {
    const asked = await db.invitation.findUnique({ where: { shopId_invitationId: { shopId, invitationId } } });
    if (!asked) return { outcome: "settled before" };
    const { buyerId } = await holdBuyer(db, shopId, asked.buyerId);
    const tooLate = !arrived && isTooLateToInvite({ pressedAt: asked.createdAt, now: clock.now() });
    const contact = await db.contact.findUnique({ where: { shopId_contactId: { shopId, contactId: invitationId } } });
    const sentAt = contact?.happenedAt ?? clock.now();
    const opensNothing = { tokenHash: null, expiresAt: null };
    const data = arrived
      ? { state: "sent", reason: null, sentAt }
      : tooLate
        ? { state: "not sent", reason: "came too late", ...opensNothing }
        : { state: "waiting", reason: null, ...opensNothing };
    const { count } = await db.invitation.updateMany({ where: { shopId, invitationId, state: "needs review" }, data });
    if (!count) return { outcome: "settled before" };
    await db.contact.updateMany({
      where: { shopId, contactId: invitationId },
      data: arrived ? { state: "sent", detail: null } : { state: "failed", detail: "the owner says that it did not arrive" },
    });
    if (tooLate) return { outcome: "too late" };
    if (arrived) await remindLater(world, { invitationId, buyerId, sentAt });
    else await queue.add("invitation.send", { invitationId }, { onceKey: `${invitationId} again ${clock.now().toISOString()}` });
    return { outcome: arrived ? "arrived" : "sent again" };
  });
}
