/**
 * Sends one invitation, at most once. The intent is committed before the mail server is called: a run that finds an
 * intent without a record cannot know whether the mail went out, so it asks a person instead of sending again. Consent
 * and opt-outs are read again, at Shopify and here, just before.
 */
import type { ReadBuyer } from "~/ports/shop";
import type { MailOutcome } from "~/ports/mailer";
import type { World } from "~/ports/world";
import { DAY_MS, INVITATION_LIFE_DAYS } from "./invitation";
import { addressesOptedOut } from "./read-candidates.server";
import { hashOfToken, TOKEN_BYTES } from "./token.server";
import { writeInvitation } from "./write-invitation.server";

export type SendInvitationOutcome =
  | { outcome: "sent" }
  /** They may not, or can not, be written to; the reason is kept. */
  | { outcome: "not sent"; reason: string }
  /** The mail may or may not have gone out: an owner decides. */
  | { outcome: "needs review" }
  /** Sent, answered or settled before. */
  | { outcome: "nothing to do" };

/** Throws when the mail server or Shopify asks to try later; the invitation then waits as before. */
export async function sendInvitation(world: World, { invitationId }: { invitationId: string }): Promise<SendInvitationOutcome> {
  const invitation = await world.transaction(({ db }) =>
    db.invitation.findUnique({ where: { shopId_invitationId: { shopId: world.shopId, invitationId } } }),
  );
  if (invitation?.state === "sending") return leaveToReview(world, invitationId);
  if (invitation?.state !== "waiting") return { outcome: "nothing to do" };

  const buyer = await world.shop.readBuyer(invitation.buyerId);
  const token = world.chance.token(TOKEN_BYTES);
  const intent = await intend(world, invitationId, buyer, token);
  if (intent.outcome !== "intended") return intent;

  const { to, expiresAt, messageId } = intent;
  const facts = await writeInvitation(world, { buyerId: invitation.buyerId, firstName: buyer!.firstName, token, expiresAt });
  const letter = await world.letters.invitation(facts);
  const answer = await world.mailer.send({
    messageId,
    to,
    fromName: facts.storeName,
    replyTo: facts.storeEmail,
    ...letter,
    headers: { "List-Unsubscribe": `<${facts.optOutUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
  });
  return record(world, invitationId, answer);
}

type Intent =
  | { outcome: "intended"; to: string; expiresAt: Date; messageId: string }
  | { outcome: "not sent"; reason: string }
  | { outcome: "nothing to do" };

/** Takes the invitation for this run: from here on another run can only ask for review. */
async function intend(world: World, invitationId: string, buyer: ReadBuyer | null, token: string): Promise<Intent> {
  return world.transaction(async ({ db }) => {
    const { shopId } = world;
    const now = world.clock.now();
    const expiresAt = new Date(now.getTime() + INVITATION_LIFE_DAYS * DAY_MS);
    const taken = await db.invitation.updateMany({
      where: { shopId, invitationId, state: "waiting" },
      data: { state: "sending", tokenHash: hashOfToken(token), expiresAt },
    });
    if (!taken.count) return { outcome: "nothing to do" };
    const { buyerId } = await db.invitation.findUniqueOrThrow({
      where: { shopId_invitationId: { shopId, invitationId } },
      select: { buyerId: true },
    });
    const reason = await whyNot(world, buyerId, buyer);
    if (reason !== null) {
      await db.invitation.updateMany({
        where: { shopId, invitationId },
        data: { state: "not sent", reason, tokenHash: null, expiresAt: null },
      });
      return { outcome: "not sent", reason };
    }
    const messageId = `<${invitationId}@${shopId}>`;
    await db.contact.upsert({
      where: { shopId_contactId: { shopId, contactId: invitationId } },
      create: {
        shopId,
        contactId: invitationId,
        buyerId,
        kind: "invitation",
        channel: "e-mail",
        state: "intended",
        about: "invitation to become an ambassador",
        messageId,
        happenedAt: now,
      },
      update: { state: "intended", detail: null, happenedAt: now },
    });
    return { outcome: "intended", to: buyer!.email!, expiresAt, messageId };
  });
}

/** Why this person may not be written to at this moment; null when they may. */
async function whyNot(world: World, buyerId: string, buyer: ReadBuyer | null): Promise<string | null> {
  return world.transaction(async ({ db }) => {
    const { shopId } = world;
    const ours = await db.buyer.findUnique({
      where: { shopId_buyerId: { shopId, buyerId } },
      select: { erasedAt: true, mergedInto: true },
    });
    if (!buyer || !ours || ours.erasedAt || ours.mergedInto) return "no longer a customer";
    if (!buyer.email) return "no e-mail address";
    const askedNotTo = await db.contact.findFirst({ where: { shopId, buyerId, kind: "opted out" }, select: { contactId: true } });
    if (askedNotTo || (await addressesOptedOut(world, [buyer.email])).size) return "asked not to be written to";
    if (buyer.consent !== "subscribed") return "has not said yes to e-mail";
    if (await db.ambassador.findFirst({ where: { shopId, buyerId }, select: { ambassadorId: true } })) return "an ambassador already";
    if (!(await db.program.findFirst({ where: { shopId, state: "live" }, select: { programId: true } }))) return "the programme has ended";
    return null;
  });
}

async function record(world: World, invitationId: string, answer: MailOutcome): Promise<SendInvitationOutcome> {
  if (answer.outcome === "unknown") return leaveToReview(world, invitationId, answer.reason);
  const { shopId } = world;
  const now = world.clock.now();
  const save = (
    invitation: { state: string; reason?: string | null; sentAt?: Date; tokenHash?: null; expiresAt?: null },
    contact: { state: string; detail: string | null },
  ) =>
    world.transaction(async ({ db }) => {
      // Also from "needs review": a second run may have given up on us while the mail server was slow to answer.
      await db.invitation.updateMany({ where: { shopId, invitationId, state: { in: ["sending", "needs review"] } }, data: invitation });
      await db.contact.updateMany({ where: { shopId, contactId: invitationId }, data: { ...contact, happenedAt: now } });
    });
  if (answer.outcome === "accepted") {
    await save({ state: "sent", reason: null, sentAt: now }, { state: "sent", detail: null });
    return { outcome: "sent" };
  }
  if (answer.outcome === "refused") {
    const reason = "the mail server refused the address";
    await save({ state: "not sent", reason, tokenHash: null, expiresAt: null }, { state: "failed", detail: answer.reason });
    return { outcome: "not sent", reason };
  }
  await save({ state: "waiting", tokenHash: null, expiresAt: null }, { state: "failed", detail: answer.reason });
  throw new Error(`The mail server asks to try later: ${answer.reason}`);
}

/** The token stays: if the mail did arrive, its button works. */
async function leaveToReview(
  world: World,
  invitationId: string,
  detail = "the sender stopped before it could note the answer",
): Promise<SendInvitationOutcome> {
  await world.transaction(async ({ db }) => {
    const { shopId } = world;
    const reason = "the mail may or may not have arrived";
    await db.invitation.updateMany({ where: { shopId, invitationId, state: "sending" }, data: { state: "needs review", reason } });
    await db.contact.updateMany({ where: { shopId, contactId: invitationId, state: "intended" }, data: { state: "needs review", detail } });
  });
  return { outcome: "needs review" };
}
