/**
 * Every word of every letter, by language. English is the pattern: another language is a folder beside en/ with the same files, each
 * text `satisfies` the English one's type, so that one forgotten or too many does not compile. Then it is named here.
 */
import { directionOf, firstSpoken } from "../storefront/language";
import * as en from "./en/index";

export type MailWords = typeof en;

const WORDS = { en } satisfies Record<string, MailWords>;

export type MailLanguage = keyof typeof WORDS;
export const MAIL_LANGUAGES = Object.keys(WORDS) as MailLanguage[];

/** The first of these languages that letters are written in ("de-AT" is written where "de" is); English when none is. */
export const mailLanguageFrom = (tags: readonly (string | null | undefined)[]): MailLanguage => firstSpoken(tags, MAIL_LANGUAGES) ?? "en";

/** The words for a locale, what its language is called in HTML, and which way it is read. */
export function mailWordsFor(locale: string): { words: MailWords; lang: MailLanguage; dir: "ltr" | "rtl" } {
  const lang = mailLanguageFrom([locale]);
  return { words: WORDS[lang], lang, dir: directionOf(lang) };
}
