/** The languages letters are written in. Of a language we don't have, English is written. */
import { mailWords as en, type MailWords } from "./en";

const LANGUAGES: Record<string, MailWords> = { en };

export type { LetterText, MailWords } from "./en";

/** The nearest language to this locale ("de-AT" → German), and what it is called in HTML. */
export function mailWordsFor(locale: string): { words: MailWords; lang: string } {
  const lang = locale.toLowerCase().split(/[-_]/)[0];
  return lang in LANGUAGES ? { words: LANGUAGES[lang], lang } : { words: en, lang: "en" };
}
