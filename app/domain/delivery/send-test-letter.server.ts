/** One letter to the owner, as an example: it is about nobody, counts nowhere, and its links lead nowhere. */
import type { LetterKind, LetterWords } from "~/ports/letters";
import type { World } from "~/ports/world";
import type { WordName, WordsProblem } from "../letter/merge-field";
import { previewLetter } from "./preview-letter.server";

export type SendTestLetterOutcome =
  | { outcome: "sent"; to: string }
  | { outcome: "refused"; problems: Partial<Record<WordName, WordsProblem>> }
  /** Neither Shopify nor the owner's sign-in tells an address. */
  | { outcome: "no address" }
  | { outcome: "not accepted"; reason: string };

/** @param to the owner's own address, from their sign-in; empty: the store's */
export async function sendTestLetter(
  world: World,
  { kind, words, language, to }: { kind: LetterKind; words: LetterWords; language?: string; to: string },
): Promise<SendTestLetterOutcome> {
  const { problems, ...letter } = await previewLetter(world, { kind, words, language });
  if (Object.keys(problems).length) return { outcome: "refused", problems };
  const shop = await world.transaction(({ db }) => db.shop.findUniqueOrThrow({ where: { shopId: world.shopId }, select: { email: true } }));
  const address = to || shop.email;
  if (!address) return { outcome: "no address" };
  // No way out in the headers: nobody is on a list by it.
  const { fromName, replyTo, html, text } = letter;
  const messageId = `<test-${world.chance.uuid()}@${world.shopId}>`;
  const answer = await world.mailer.send({ messageId, to: address, fromName, replyTo, subject: `[Test] ${letter.subject}`, html, text });
  return answer.outcome === "accepted" ? { outcome: "sent", to: address } : { outcome: "not accepted", reason: answer.reason };
}
