/**
 * Share codes: what a person may choose as the code they say aloud, and which ideas we offer. A code is 4 to 20 letters,
 * digits and hyphens, compared without regard to case, spaces or how a phone writes a hyphen.
 */
import { plainLetters } from "../ambassador/plain-letters";
import { codePhrases } from "./code-phrases";

export const SHORTEST_CODE = 4;
export const LONGEST_CODE = 20;

/** The one form of a code: NFKC, upper case, no spaces or invisible characters, every dash a hyphen. Also for codes found on orders. */
export const normaliseCode = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[\s\p{Cf}]+/gu, "")
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .toUpperCase()
    .normalize("NFKC");

/** What is wrong with a code, and the kind sentence for it in English, which owners read. */
export const CODE_HINTS = {
  "too short": `A code needs at least ${SHORTEST_CODE} letters or digits.`,
  "too long": `A code has at most ${LONGEST_CODE} letters and digits, so that people can remember it.`,
  characters: "Please use the letters A to Z, digits and hyphens.",
  hyphens: "A hyphen goes between two words or numbers, as in MAXINE-TEA.",
  "no letter": "Please put at least one letter in it, so that it sounds like you.",
  rude: "That word might hurt somebody. Please choose another.",
  reserved: "That one looks like a code of the store itself. Your name in it works best.",
};
export type CodeFault = keyof typeof CODE_HINTS;

/** What is wrong with a normalised code; null when nothing is. Whether it is taken, only the shop knows. */
export function codeFault(code: string): CodeFault | null {
  if (code.length < SHORTEST_CODE) return "too short";
  if (code.length > LONGEST_CODE) return "too long";
  if (!/^[A-Z0-9-]+$/.test(code)) return "characters";
  if (!/^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(code)) return "hyphens";
  if (!/[A-Z]/.test(code)) return "no letter";
  if (isRude(code)) return "rude";
  return looksReserved(code) ? "reserved" : null;
}

/** The same as a sentence for owners. */
export function codeProblem(code: string): string | null {
  const fault = codeFault(code);
  return fault && CODE_HINTS[fault];
}

/** Ours begin so; and nobody should read "free", or a member of staff, into a friend's discount. */
const looksReserved = (code: string): boolean =>
  /^(LEAD|GIFT)-/.test(code) ||
  /^(ADMIN|STAFF|OWNER|SUPPORT|OFFICIAL|EMPLOYEE|TEST|SHOPIFY|REGULARS|DISCOUNT|COUPON|VOUCHER)\d*$/.test(code) ||
  /(^|-|\d)FREE($|-|\d)|100-?(OFF|PERCENT)/.test(code);

/** Wherever they stand. */
const RUDE_ANYWHERE = ["FUCK", "CUNT", "NIGGER", "NIGGA", "FAGGOT", "HITLER", "MOTHERF"];
/** Only as a word of its own: inside others they are parts of people's names (Pornchai, Nazir, Shital, Wankhede). */
const RUDE_ALONE = new Set([
  "SHIT",
  "NAZI",
  "PORN",
  "WANK",
  "WANKER",
  "SLUT",
  "WHORE",
  "BITCH",
  "RAPE",
  "RAPIST",
  "ASSHOLE",
  "PUSSY",
  "COCK",
  "TWAT",
]);
const LOOKALIKES: Record<string, string> = { "0": "O", "1": "I", "3": "E", "4": "A", "5": "S", "7": "T" };
const spelled = (text: string): string => text.replace(/[013457]/g, (digit) => LOOKALIKES[digit]);

function isRude(code: string): boolean {
  if (RUDE_ANYWHERE.some((word) => spelled(code.replaceAll("-", "")).includes(word))) return true;
  const words = code.split("-").flatMap((part) => [...part.split(/\d+/), spelled(part), spelled(part.replace(/\d+$/, ""))]);
  return words.some((word) => RUDE_ALONE.has(word));
}

/** The words of a name, as a code writes them: "Zoë Brown" → ["ZOE", "BROWN"]. One that a code can't carry whole is null: half a name is nobody's. */
const wordsOf = (text: string): (string | null)[] =>
  plainLetters(text)
    .replace(/['’.]/g, "")
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .map((word) => (/^[a-z]+$/.test(word) ? word.toUpperCase() : null));

/**
 * Codes that suit this name, the best first, all within the rules: MAXINE15, MAXINE-TEA, FROM-MAXINE, … Numbers are only
 * ever the offer, so that no code promises another discount.
 * @param offerPercent 15 for 15 %
 * @param taste what they like best, in a word or two ("Tea"), when that is known
 * @param locale of who will say it aloud
 */
export function suggestCodes(name: string, offerPercent: number, taste: string | null = null, locale = "en"): string[] {
  const [first, ...rest] = wordsOf(name);
  const base = (first ?? "FRIEND").slice(0, 12);
  const percent = Number.isInteger(offerPercent) ? String(offerPercent) : "";
  const initial = rest.at(-1)?.slice(0, 1) ?? "";
  const [liked] = wordsOf(taste ?? "").filter((word) => word && word.length >= 3 && word.length <= 7);
  const [likeliest, ...phrases] = codePhrases(base, locale);
  const ideas = [
    `${base}${percent}`,
    ...(liked ? [`${base}-${liked}`] : []),
    likeliest,
    ...(initial ? [`${base}${initial}${percent}`, `${base}-${initial}`] : []),
    `${base}-${percent}`,
    ...phrases,
  ];
  return [...new Set(ideas)].filter((code) => codeProblem(code) === null);
}
