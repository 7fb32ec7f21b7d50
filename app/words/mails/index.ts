/** The letters by language, the same languages as the store's pages. Of a language we don't have, English is written. */
import { languageFrom, type Language } from "../storefront/language";
import { mailWords as en, type MailWords } from "./en";

const WORDS = { en } satisfies Record<Language, MailWords>;

export type { LetterText, MailWords } from "./en";

/** The nearest language to this locale ("de-AT" → German), and what it is called in HTML. */
export function mailWordsFor(locale: string): { words: MailWords; lang: Language } {
  const lang = languageFrom([locale]);
  return { words: WORDS[lang], lang };
}
