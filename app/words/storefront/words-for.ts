/**
 * Every text ambassadors and their friends read, by language. English is the pattern: another language is a folder beside en/
 * with the same files, each text `satisfies` the English one's type, so that one forgotten or too many does not compile. Then it
 * is named here and in LANGUAGES, and in CURRENT and disclosures (app/domain/ambassador/disclosure.ts).
 */
import * as en from "./en";
import type { Language } from "./language";

export type Words = typeof en;

const WORDS = { en } satisfies Record<Language, Words>;

export const wordsFor = (language: Language): Words => WORDS[language];
