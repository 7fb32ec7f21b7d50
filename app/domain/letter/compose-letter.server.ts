/** Puts one letter together: whose words, which facts, what look, and the headers by which a mail program offers the way out. */
import type { Letter, LetterFacts, LetterKind, LetterWords } from "~/ports/letters";
import type { World } from "~/ports/world";
import { fillWords } from "./merge-field";
import type { MailSettingRead } from "./read-mail-setting.server";
import { readLetterWords } from "./read-letter-words.server";

export type Composed = Letter & { fromName: string; replyTo: string; headers: Record<string, string> };

export type ToCompose = {
  kind: LetterKind;
  /** See readLetterLocale; the facts are written in it, too. */
  locale: string;
  facts: LetterFacts;
  buttonUrl: string;
  /** Acts on a POST alone (RFC 8058). */
  optOutUrl: string;
  mail: MailSettingRead;
  /** In place of what is saved: for a preview. */
  words?: LetterWords;
};

export async function composeLetter(
  world: World,
  { kind, locale, facts, buttonUrl, optOutUrl, mail, words }: ToCompose,
): Promise<Composed> {
  const { look, fromName } = mail;
  const saved = words ?? (await readLetterWords(world, { kind, locale })).words;
  const filled = fillWords(saved, world.letters.fields(kind, facts, locale));
  const letter = await world.letters.write({ kind, locale, look, facts, words: filled, buttonUrl, optOutUrl });
  return {
    ...letter,
    fromName,
    replyTo: look.replyTo,
    headers: { "List-Unsubscribe": `<${optOutUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
  };
}
