/**
 * What an invitation's link opens. Looking takes nothing: mail scanners open every link. A wrong, an old and a used link
 * cost the same work and say nothing about anybody.
 */
import type { World } from "~/ports/world";
import { hashOfToken } from "./hash-of-token.server";

export type InvitationByToken =
  | {
      outcome: "open";
      invitationId: string;
      programId: string;
      buyerId: string;
      firstName: string | null;
      lastName: string | null;
      expiresAt: Date;
    }
  | { outcome: "link unknown" }
  | { outcome: "link expired" }
  /** Its person has joined. */
  | { outcome: "link used" };

/** Still open after an opt-out: who wants no mail may still want to join. */
const OPEN = new Set(["sending", "sent", "needs review", "declined"]);

export async function readInvitationByToken(world: World, { token }: { token: string }): Promise<InvitationByToken> {
  return world.transaction(async ({ db }) => {
    const { shopId } = world;
    const tokenHash = hashOfToken(token);
    // A reminder's link opens the invitation it reminds of.
    const reminder = await db.letter.findFirst({ where: { shopId, tokenHash, kind: "reminder" }, select: { cause: true } });
    const invitation = await db.invitation.findFirst({
      where: { shopId, ...(reminder ? { invitationId: reminder.cause } : { tokenHash }) },
    });
    if (!invitation?.expiresAt) return { outcome: "link unknown" };
    if (invitation.state === "accepted") return { outcome: "link used" };
    if (!OPEN.has(invitation.state)) return { outcome: "link unknown" };
    if (invitation.expiresAt <= world.clock.now()) return { outcome: "link expired" };
    const { invitationId, programId, buyerId, expiresAt } = invitation;
    const buyer = await db.buyer.findUnique({
      where: { shopId_buyerId: { shopId, buyerId } },
      select: { firstName: true, lastName: true, erasedAt: true, mergedInto: true },
    });
    if (!buyer || buyer.erasedAt || buyer.mergedInto) return { outcome: "link unknown" };
    return { outcome: "open", invitationId, programId, buyerId, firstName: buyer.firstName, lastName: buyer.lastName, expiresAt };
  });
}
