/**
 * Every text ambassadors and their friends read, by language. English is the pattern: another language is a folder beside en/
 * with the same files, each text of the English one's type, so that one forgotten or too many does not compile. Then it is named
 * here and in LANGUAGES, in CURRENT and disclosures (app/domain/ambassador/disclosure.ts), and has its files in the extensions'
 * locales/.
 */
import * as de from "./de";
import * as en from "./en";
import * as es from "./es";
import * as fr from "./fr";
import type { Language } from "./language";
import { inFrenchType } from "./typography";

export type Words = typeof en;

/** No text of another name than the English ones have. */
type Besides<Own> = { [Name in Exclude<keyof Own, keyof Words>]: never };
const whole = <Own extends Words>(own: Own & Besides<Own>): Words => own;

const WORDS: Record<Language, Words> = { en, de: whole(de), fr: inFrenchType(whole(fr)), es: whole(es) };

export const wordsFor = (language: Language): Words => WORDS[language];
