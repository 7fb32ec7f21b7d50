/**
 * Sends one letter, at most once. Consent is read anew at Shopify and here just before; the intent is committed before the mail
 * server is called, and a run that finds an intent without a record leaves it to a person, because nobody can know whether it went.
 */
import type { Mail, MailOutcome } from "~/ports/mailer";
import type { ReadBuyer } from "~/ports/shop";
import type { World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";
import { holdBuyer } from "../buyer/hold-buyer.server";
import { BECOME_AGAIN_MS, mayHaveBecome } from "../buyer/may-have-become.server";
import { dropOptOutLink } from "../invitation/drop-opt-out-link.server";
import { hashOfToken, TOKEN_BYTES } from "../invitation/hash-of-token.server";
import { keepOptOutLink } from "../invitation/keep-opt-out-link.server";
import { isoDayIn } from "../ledger/period";
import { isTooLate, needsYes, SENDER_REFUSED, type NotSent } from "../letter/letter";
import { readLetterWords } from "../letter/read-letter-words.server";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { suppressAddress } from "../letter/suppress-address.server";
import { whyNotSql } from "../letter/why-not-sql";
import { lookAgainAfterMs, type WaitingLetter } from "./delivery";
import { composeFor } from "./compose-for.server";
import { readFreeMoment } from "./read-free-moment.server";

export type SendLetterOutcome =
  | { outcome: "sent" }
  | { outcome: "not sent"; reason: string }
  /** Not now: it is night, they had enough letters this week, a code is still being made, they may have become another; it comes back by itself. */
  | { outcome: "put off"; until: Date }
  | { outcome: "needs review" }
  | { outcome: "nothing to do" };

/** Throws when the mail server or Shopify asks to try later; the letter then waits as before. */
export async function sendLetter(world: World, { letterId }: { letterId: string }): Promise<SendLetterOutcome> {
  const { shopId, clock } = world;
  const { row, timeZone } = await world.transaction(async ({ db }) => ({
    row: await db.letter.findUnique({ where: { shopId_letterId: { shopId, letterId } } }),
    timeZone: (await readMailSetting(world)).shop.timeZone,
  }));
  if (row?.state === "sending") return leaveToReview(world, row);
  if (row?.state !== "waiting") return { outcome: "nothing to do" };
  const letter = row as unknown as WaitingLetter;
  const age = { writtenAt: letter.createdAt, now: clock.now(), isoDay: (at: Date) => isoDayIn(at, timeZone) };
  if (isTooLate(letter.kind, age)) return settleUnsent(world, letterId, "came too late");

  const early = await putOff(world, letter, () => readFreeMoment(world, letter));
  if (early) return early;
  const buyer = await world.shop.readBuyer(letter.buyerId);
  const intent = await intend(world, letter, buyer);
  if (intent.outcome !== "intended") return intent;
  const answer = await world.mailer.send(intent.mail);
  await dropOptOutLink(world, { token: intent.token, answer });
  return record(world, letter, answer, intent.mail.to);
}

/** The letter is theirs by then, and nothing else is in its way. */
const ANOTHER_AGAIN_MS = 1_000;

type Intent =
  Extract<SendLetterOutcome, { outcome: "not sent" | "put off" | "nothing to do" }> | { outcome: "intended"; mail: Mail; token: string };

/** Takes the letter for this run. The mail is worded before that is committed, so that one that cannot be worded goes on waiting. */
function intend(world: World, letter: WaitingLetter, buyer: ReadBuyer | null): Promise<Intent> {
  const { shopId, clock } = world;
  const { letterId, buyerId, kind } = letter;
  return world.transaction(async ({ db }): Promise<Intent> => {
    // Two letters for one person at once: the second waits here and then sees the first.
    const person = await holdBuyer(db, shopId, buyerId);
    const [waiting] = await db.$queryRaw<{ state: string; buyerId: string }[]>`
      SELECT state, buyer_id AS "buyerId" FROM letter WHERE shop_id = ${shopId} AND letter_id = ${letterId}::uuid FOR UPDATE`;
    if (waiting?.state !== "waiting") return { outcome: "nothing to do" };
    const inMs = (ms: number) => () => Promise.resolve(new Date(clock.now().getTime() + ms));
    // Whom Shopify was asked about has become another meanwhile: that one is to be asked about.
    if (person.buyerId !== buyerId || waiting.buyerId !== buyerId) return (await putOff(world, letter, inMs(ANOTHER_AGAIN_MS)))!;
    if (!buyer && (await mayHaveBecome(world, { buyerId }))) return (await putOff(world, letter, inMs(BECOME_AGAIN_MS)))!;
    const late = await putOff(world, letter, () => readFreeMoment(world, letter));
    if (late) return late;
    const reason = await whyNot(world, letter, buyer);
    if (reason !== null) return settleUnsent(world, letterId, reason);

    const token = world.chance.token(TOKEN_BYTES);
    const composed = await composeFor(world, letter, { buyer: buyer!, token });
    if (composed.outcome === "not sent") return settleUnsent(world, letterId, composed.reason);
    const againMs = lookAgainAfterMs({ writtenAt: letter.createdAt, now: clock.now() });
    if (composed.outcome === "wait") return (await putOff(world, letter, inMs(againMs)))!;
    const now = clock.now();
    const messageId = `<${letterId}@${shopId}>`;
    const emailHash = world.fingerprint.of(addressKey(buyer!.email!));
    await db.letter.updateMany({ where: { shopId, letterId }, data: { state: "sending", tokenHash: hashOfToken(token), reason: null } });
    await keepOptOutLink(world, { token, buyerId, email: buyer!.email! });
    await db.contact.upsert({
      where: { shopId_contactId: { shopId, contactId: letterId } },
      create: {
        ...{ shopId, contactId: letterId, buyerId, kind, channel: "e-mail", state: "intended", messageId, happenedAt: now },
        ...{ about: composed.mail.subject, emailHash },
      },
      update: { state: "intended", emailHash, detail: null, happenedAt: now },
    });
    return { outcome: "intended", token, mail: { messageId, to: buyer!.email!, ...composed.mail } };
  });
}

/** @param when the moment from which it may be tried; now or earlier: it is not put off */
async function putOff(
  world: World,
  { letterId }: WaitingLetter,
  when: () => Promise<Date>,
): Promise<Extract<SendLetterOutcome, { outcome: "put off" }> | null> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db, queue }) => {
    const until = await when();
    if (until <= clock.now()) return null;
    await db.letter.updateMany({ where: { shopId, letterId, state: "waiting" }, data: { dueAt: until } });
    await queue.add("letter.send", { letterId }, { at: until, onceKey: `${letterId} ${until.toISOString()}` });
    return { outcome: "put off", until };
  });
}

/** Why this person may not be written to at this moment; null when they may. */
async function whyNot(world: World, { kind, buyerId }: WaitingLetter, buyer: ReadBuyer | null): Promise<NotSent | null> {
  if (!buyer) return "no longer a customer";
  if (!buyer.email) return "no e-mail address";
  const { shopId } = world;
  const hashes = world.fingerprint.all(addressKey(buyer.email));
  return world.transaction(async ({ db }) => {
    if (!(await readLetterWords(world, { kind })).sent) return "switched off";
    const [ours] = await db.$queryRaw<{ reason: NotSent | null }[]>`
      SELECT ${whyNotSql({ hashes, consent: buyer.consent, needsYes: needsYes(kind) })} AS reason
      FROM buyer b WHERE b.shop_id = ${shopId} AND b.buyer_id = ${buyerId}`;
    return ours ? ours.reason : "no longer a customer";
  });
}

async function settleUnsent(world: World, letterId: string, reason: NotSent): Promise<{ outcome: "not sent"; reason: NotSent }> {
  const { shopId } = world;
  await world.transaction(({ db }) =>
    db.letter.updateMany({
      where: { shopId, letterId, state: "waiting" },
      data: { state: "not sent", reason, settledAt: world.clock.now() },
    }),
  );
  return { outcome: "not sent", reason };
}

type Kept = { state: string; reason: string | null; settledAt?: Date };

async function record(world: World, { letterId, buyerId }: WaitingLetter, answer: MailOutcome, to: string): Promise<SendLetterOutcome> {
  if (answer.outcome === "unknown") return leaveToReview(world, { letterId, buyerId }, answer.reason);
  const { shopId } = world;
  const now = world.clock.now();
  const save = (letter: Kept, contact: { state: string; detail: string | null }) =>
    world.transaction(async ({ db }) => {
      const person = await holdBuyer(db, shopId, buyerId);
      // Also from "needs review": a second run may have given up on us while the mail server was slow to answer.
      const { count } = await db.letter.updateMany({
        where: { shopId, letterId, state: { in: ["sending", "needs review"] } },
        data: letter,
      });
      // A mail server quotes the address it refuses: of who was erased meanwhile nothing but the fingerprint is kept.
      const named = count > 0 && !person.erased;
      const { state, detail } = contact;
      await db.contact.updateMany({
        where: { shopId, contactId: letterId },
        data: { state, happenedAt: now, ...(named && { detail }) },
      });
      if (answer.outcome === "refused" && answer.addressGone)
        await suppressAddress(world, {
          ...{ email: to, why: "refused" },
          ...(named ? { buyerId: person.buyerId, detail: answer.reason } : { buyerId: null, detail: null }),
        });
    });
  if (answer.outcome === "accepted") {
    await save({ state: "sent", reason: null, settledAt: now }, { state: "sent", detail: null });
    return { outcome: "sent" };
  }
  if (answer.outcome === "refused") {
    const reason = "the mail server refused it";
    await save({ state: "not sent", reason, settledAt: now }, { state: "failed", detail: answer.reason });
    return { outcome: "not sent", reason };
  }
  await save({ state: "waiting", reason: answer.senderRefused ? SENDER_REFUSED : null }, { state: "failed", detail: answer.reason });
  throw new Error(`The mail server asks to try later: ${answer.reason}`);
}

async function leaveToReview(
  world: World,
  { letterId, buyerId }: { letterId: string; buyerId: string },
  detail = "the sender stopped before it could note the answer",
): Promise<SendLetterOutcome> {
  await world.transaction(async ({ db }) => {
    const { shopId } = world;
    const reason = "the mail may or may not have arrived";
    const settledAt = world.clock.now();
    const { erased } = await holdBuyer(db, shopId, buyerId);
    const { count } = await db.letter.updateMany({
      where: { shopId, letterId, state: "sending" },
      data: { state: "needs review", reason, settledAt },
    });
    await db.contact.updateMany({
      where: { shopId, contactId: letterId, state: "intended" },
      data: { state: "needs review", ...(count > 0 && !erased && { detail }) },
    });
  });
  return { outcome: "needs review" };
}
