/** Words a waiting letter for its person as things stand at this moment, or says why there is nothing to say. */
import type { ReadBuyer } from "~/ports/shop";
import type { World } from "~/ports/world";
import { writeInvitation } from "../invitation/write-invitation.server";
import { composeLetter, type Composed } from "../letter/compose-letter.server";
import type { NotSent } from "../letter/letter";
import { readLetterLocale } from "../letter/read-letter-locale.server";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { readLiveProgram } from "../program/read-live-program.server";
import { storeLink } from "../shop/store-link";
import { DAY_MS, type WaitingLetter } from "./delivery";
import { readLetterFacts } from "./read-letter-facts.server";

export type ComposedFor = { outcome: "composed"; mail: Composed } | { outcome: "wait" } | { outcome: "not sent"; reason: NotSent };

/** @param token opens the letter's links; only its hash is kept */
export async function composeFor(
  world: World,
  letter: WaitingLetter,
  { buyer, token }: { buyer: ReadBuyer; token: string },
): Promise<ComposedFor> {
  if (letter.kind === "reminder") return remind(world, letter, { buyer, token });
  const { kind } = letter;
  const locale = await readLetterLocale(world, { kind, buyerLocale: buyer.locale });
  const read = await readLetterFacts(world, letter, { firstName: buyer.firstName, locale });
  if (read.outcome !== "facts") return read;
  const mail = await readMailSetting(world);
  const optOutUrl = storeLink(mail.shop, "/opt-out", { token });
  const { facts, buttonUrl } = read;
  return { outcome: "composed", mail: await composeLetter(world, { kind, locale, facts, buttonUrl, optOutUrl, mail }) };
}

/** A reminder whose button works for less than this is not worth the asking. */
const OPEN_FOR_MS = 2 * DAY_MS;

/** Only who has neither joined nor said no, and while there is something to join. */
function remind(
  world: World,
  { cause, buyerId }: WaitingLetter,
  { buyer, token }: { buyer: ReadBuyer; token: string },
): Promise<ComposedFor> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }): Promise<ComposedFor> => {
    const invitation = await db.invitation.findUnique({ where: { shopId_invitationId: { shopId, invitationId: cause } } });
    const program = await readLiveProgram(world);
    const joined = await db.ambassador.findUnique({ where: { shopId_buyerId: { shopId, buyerId } }, select: { ambassadorId: true } });
    const theirs = invitation?.buyerId === buyerId && invitation.tokenHash !== null;
    const open = theirs && invitation.state === "sent" && program?.programId === invitation.programId && !joined;
    if (!open || !invitation.expiresAt || invitation.expiresAt.getTime() - clock.now().getTime() < OPEN_FOR_MS)
      return { outcome: "not sent", reason: "no longer true" };
    const { firstName, locale: buyerLocale } = buyer;
    const mail = await writeInvitation(world, {
      kind: "reminder",
      buyerId,
      firstName,
      buyerLocale,
      token,
      expiresAt: invitation.expiresAt,
    });
    return { outcome: "composed", mail };
  });
}
