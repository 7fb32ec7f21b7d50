/**
 * Sends one invitation, at most once. The intent is committed before the mail server is called: a run that finds an
 * intent without a record cannot know whether the mail went out, so it asks a person instead of sending again. Consent
 * and opt-outs are read again, at Shopify and here, just before. Nobody is woken: at night it waits for the person's morning.
 */
import type { ReadBuyer } from "~/ports/shop";
import type { Mail, MailOutcome } from "~/ports/mailer";
import type { Tx, World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";
import { holdBuyer } from "../buyer/hold-buyer.server";
import { BECOME_AGAIN_MS, mayHaveBecome } from "../buyer/may-have-become.server";
import { SENDER_REFUSED } from "../letter/letter";
import { nextWakingMoment } from "../letter/quiet-hours";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { suppressAddress } from "../letter/suppress-address.server";
import { whyNotSql } from "../letter/why-not-sql";
import { DAY_MS, INVITATION_LIFE_DAYS, isTooLateToInvite } from "./invitation";
import { dropOptOutLink } from "./drop-opt-out-link.server";
import { hashOfToken, TOKEN_BYTES } from "./hash-of-token.server";
import { keepOptOutLink } from "./keep-opt-out-link.server";
import { remindLater } from "./remind-later.server";
import { writeInvitation } from "./write-invitation.server";

export type SendInvitationOutcome =
  | { outcome: "sent" }
  /** They may not, or can not, be written to; the reason is kept. */
  | { outcome: "not sent"; reason: string }
  /** The mail may or may not have gone out: an owner decides. */
  | { outcome: "needs review" }
  /** It is night where they live, the store's postal address is missing, or they may have become another; it comes back by itself. */
  | { outcome: "put off"; until: Date }
  /** Sent, answered or settled before. */
  | { outcome: "nothing to do" };

/** Throws when the mail server or Shopify asks to try later; the invitation then waits as before. */
export async function sendInvitation(world: World, { invitationId }: { invitationId: string }): Promise<SendInvitationOutcome> {
  const invitation = await world.transaction(({ db }) =>
    db.invitation.findUnique({ where: { shopId_invitationId: { shopId: world.shopId, invitationId } } }),
  );
  if (invitation?.state === "sending") return leaveToReview(world, invitation);
  if (invitation?.state !== "waiting") return { outcome: "nothing to do" };
  if (isTooLateToInvite({ pressedAt: invitation.createdAt, now: world.clock.now() })) return settleTooLate(world, invitationId);
  const until = await putOff(world, invitation);
  if (until) return { outcome: "put off", until };

  const buyer = await world.shop.readBuyer(invitation.buyerId);
  const token = world.chance.token(TOKEN_BYTES);
  const intent = await intend(world, invitation, buyer, token);
  if (intent.outcome !== "intended") return intent;

  const answer = await world.mailer.send(intent.mail);
  await dropOptOutLink(world, { token, answer });
  return record(world, invitation, answer, intent.mail.to);
}

async function settleTooLate(world: World, invitationId: string): Promise<{ outcome: "not sent"; reason: string }> {
  const { shopId } = world;
  const reason = "came too late";
  await world.transaction(({ db }) =>
    db.invitation.updateMany({ where: { shopId, invitationId, state: "waiting" }, data: { state: "not sent", reason } }),
  );
  return { outcome: "not sent", reason };
}

/** When it may be tried again, and the job for it; null: now is fine. */
async function putOff(world: World, { invitationId, buyerId }: { invitationId: string; buyerId: string }): Promise<Date | null> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }) => {
    const { setting, look, shop } = await readMailSetting(world);
    const buyer = await db.buyer.findUnique({
      where: { shopId_buyerId: { shopId, buyerId } },
      select: { countryCode: true, province: true },
    });
    const now = clock.now();
    const until = look.postalAddress
      ? nextWakingMoment(now, buyer ?? { countryCode: null, province: null }, shop.timeZone, setting)
      : new Date(now.getTime() + ADDRESS_AGAIN_MS);
    if (until <= now) return null;
    await askAgain(world, invitationId, until);
    return until;
  });
}

function askAgain(world: World, invitationId: string, until: Date): Promise<{ outcome: "put off"; until: Date }> {
  return world.transaction(async ({ queue }) => {
    await queue.add("invitation.send", { invitationId }, { at: until, onceKey: `${invitationId} ${until.toISOString()}` });
    return { outcome: "put off", until };
  });
}

/** How soon it is looked again whether the owner has given an address. */
const ADDRESS_AGAIN_MS = 3_600_000;

type Intent = { outcome: "intended"; mail: Mail } | Extract<SendInvitationOutcome, { outcome: "not sent" | "put off" | "nothing to do" }>;

/** The invitation is theirs by then, and nothing else is in its way. */
const ANOTHER_AGAIN_MS = 1_000;

/**
 * Takes the invitation for this run: from here on another run can only ask for review. The mail is written before that is
 * committed, so that a letter that cannot be written leaves the invitation waiting.
 */
async function intend(
  world: World,
  { invitationId, buyerId }: { invitationId: string; buyerId: string },
  buyer: ReadBuyer | null,
  token: string,
): Promise<Intent> {
  return world.transaction(async (tx): Promise<Intent> => {
    const { db } = tx;
    const { shopId } = world;
    const now = world.clock.now();
    const inMs = (ms: number) => new Date(now.getTime() + ms);
    const expiresAt = new Date(now.getTime() + INVITATION_LIFE_DAYS * DAY_MS);
    const person = await holdBuyer(db, shopId, buyerId);
    // Whom Shopify was asked about has become another meanwhile: that one is to be asked about.
    if (person.buyerId !== buyerId) return askAgain(world, invitationId, inMs(ANOTHER_AGAIN_MS));
    if (!buyer && (await mayHaveBecome(world, { buyerId }))) return askAgain(world, invitationId, inMs(BECOME_AGAIN_MS));
    const taken = await db.invitation.updateMany({
      where: { shopId, invitationId, state: "waiting" },
      data: { state: "sending", reason: null, tokenHash: hashOfToken(token), expiresAt },
    });
    if (!taken.count) return { outcome: "nothing to do" };
    const reason = await whyNot(tx, world, buyerId, buyer);
    if (reason !== null) {
      await db.invitation.updateMany({
        where: { shopId, invitationId },
        data: { state: "not sent", reason, tokenHash: null, expiresAt: null },
      });
      return { outcome: "not sent", reason };
    }
    const messageId = `<${invitationId}@${shopId}>`;
    const emailHash = world.fingerprint.of(addressKey(buyer!.email!));
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
        emailHash,
        happenedAt: now,
      },
      update: { state: "intended", emailHash, detail: null, happenedAt: now },
    });
    await keepOptOutLink(world, { token, buyerId, email: buyer!.email! });
    const composed = await writeInvitation(world, { buyerId, firstName: buyer!.firstName, buyerLocale: buyer!.locale, token, expiresAt });
    return { outcome: "intended", mail: { messageId, to: buyer!.email!, ...composed } };
  });
}

/** Why this person may not be written to at this moment; null when they may. One question to the database, since a press sends thousands. */
async function whyNot({ db }: Tx, world: World, buyerId: string, buyer: ReadBuyer | null): Promise<string | null> {
  const { shopId } = world;
  if (!buyer) return "no longer a customer";
  if (!buyer.email) return "no e-mail address";
  const hashes = world.fingerprint.all(addressKey(buyer.email));
  const [ours] = await db.$queryRaw<{ reason: string | null }[]>`
    SELECT coalesce(${whyNotSql({ hashes, consent: buyer.consent, needsYes: true })}, CASE
      WHEN EXISTS (SELECT FROM ambassador a WHERE a.shop_id = b.shop_id AND a.buyer_id = b.buyer_id) THEN 'an ambassador already'
      WHEN NOT EXISTS (SELECT FROM program p WHERE p.shop_id = b.shop_id AND p.state = 'live') THEN 'the programme has ended'
    END) AS reason FROM buyer b WHERE b.shop_id = ${shopId} AND b.buyer_id = ${buyerId}`;
  return ours ? ours.reason : "no longer a customer";
}

type Asked = { invitationId: string; buyerId: string };
type Kept = { state: string; reason?: string | null; sentAt?: Date; tokenHash?: null; expiresAt?: null };

async function record(world: World, asked: Asked, answer: MailOutcome, to: string): Promise<SendInvitationOutcome> {
  if (answer.outcome === "unknown") return leaveToReview(world, asked, answer.reason);
  const { shopId } = world;
  const { invitationId } = asked;
  const now = world.clock.now();
  const save = (invitation: Kept, { state, detail }: { state: string; detail: string | null }) =>
    world.transaction(async ({ db }) => {
      const { buyerId, erased } = await holdBuyer(db, shopId, asked.buyerId);
      // Also from "needs review": a second run may have given up on us while the mail server was slow to answer.
      const { count } = await db.invitation.updateMany({
        where: { shopId, invitationId, state: { in: ["sending", "needs review"] } },
        data: invitation,
      });
      // A mail server quotes the address it refuses: of who was erased meanwhile nothing but the fingerprint is kept.
      const named = count > 0 && !erased;
      await db.contact.updateMany({
        where: { shopId, contactId: invitationId },
        data: { state, happenedAt: now, ...(named && { detail }) },
      });
      if (answer.outcome === "accepted" && named) await remindLater(world, { invitationId, buyerId, sentAt: now });
      if (answer.outcome === "refused" && answer.addressGone)
        await suppressAddress(world, {
          ...{ email: to, why: "refused" },
          ...(named ? { buyerId, detail: answer.reason } : { buyerId: null, detail: null }),
        });
    });
  if (answer.outcome === "accepted") {
    await save({ state: "sent", reason: null, sentAt: now }, { state: "sent", detail: null });
    return { outcome: "sent" };
  }
  const unopened = { tokenHash: null, expiresAt: null };
  if (answer.outcome === "refused") {
    const reason = answer.addressGone ? "the mail server refused the address" : "the mail server refused it";
    await save({ state: "not sent", reason, ...unopened }, { state: "failed", detail: answer.reason });
    return { outcome: "not sent", reason };
  }
  const reason = answer.senderRefused ? SENDER_REFUSED : null;
  await save({ state: "waiting", reason, ...unopened }, { state: "failed", detail: answer.reason });
  throw new Error(`The mail server asks to try later: ${answer.reason}`);
}

/** The token stays: if the mail did arrive, its button works. */
async function leaveToReview(
  world: World,
  { invitationId, buyerId }: Asked,
  detail = "the sender stopped before it could note the answer",
): Promise<SendInvitationOutcome> {
  await world.transaction(async ({ db }) => {
    const { shopId } = world;
    const reason = "the mail may or may not have arrived";
    const { erased } = await holdBuyer(db, shopId, buyerId);
    const { count } = await db.invitation.updateMany({
      where: { shopId, invitationId, state: "sending" },
      data: { state: "needs review", reason },
    });
    await db.contact.updateMany({
      where: { shopId, contactId: invitationId, state: "intended" },
      data: { state: "needs review", ...(count > 0 && !erased && { detail }) },
    });
  });
  return { outcome: "needs review" };
}
