/**
 * The ambassador: the name their friends see and the speakable address of their page (…/maxine). Both are public, so
 * both have rules; a page's address is never a word the app uses for its own pages.
 */
import { plainLetters } from "./plain-letters";

export type AmbassadorState = "active" | "left" | "merged";
export type Tier = "friend" | "insider" | "icon";

export const LONGEST_NAME = 40;
const LONGEST_SLUG = 30;

/** A name as it is kept and shown: one line, single spaces. */
export const cleanName = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/gu, " ")
    .trim();

/** What is wrong with a name, and the kind sentence for it in English. */
export const NAME_HINTS = {
  missing: "Tell us the name your friends know you by.",
  "too long": `Please choose a shorter name, ${LONGEST_NAME} letters at most.`,
  characters: "Please use letters, spaces and hyphens only, as in Anna-Maria.",
};
export type NameFault = keyof typeof NAME_HINTS;

/** What is wrong with a cleaned name; null when nothing is. */
export function nameFault(name: string): NameFault | null {
  if (!name) return "missing";
  if (name.length > LONGEST_NAME) return "too long";
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’-]*$/u.test(name) ? null : "characters";
}

/** Addresses of our own pages, now or soon, and words that would look like them. */
const RESERVED = new Set(
  `join joined rewards reward statement redeem leave opt-out optout opt-in unsubscribe click go code codes discount discounts share r a me my you page pages
   api app apps admin owner staff support help about contact terms privacy legal imprint login logout signin signup account accounts settings
   invite invitation ambassador ambassadors friend friends regulars shop store cart checkout products collections search health healthz
   webhooks auth proxy static assets public qr pixel well-known robots sitemap favicon index home new edit null undefined`.split(/\s+/),
);

/** What has no plain form is dropped. */
const plain = (text: string): string =>
  plainLetters(text)
    .replace(/['’.]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

/**
 * Addresses for this name, the nicest first: maxine, maxine-b, maxine-2, … `most` of them, each once and none reserved.
 * Empty when the name has no letter that an address can carry.
 */
export function slugIdeas(name: string, lastName: string | null, most = 100): string[] {
  const [first = "", ...rest] = cleanName(name).split(" ");
  const base = plain(first).slice(0, LONGEST_SLUG) || plain(name).slice(0, LONGEST_SLUG);
  if (!base) return [];
  const initial = plain(rest.at(-1) ?? lastName ?? "").slice(0, 1);
  const ideas = [base, ...(initial ? [`${base}-${initial}`] : [])];
  for (let number = 2; ideas.length < most; number++) ideas.push(`${base}-${number}`);
  return ideas.filter((slug) => slug.length >= 2 && !RESERVED.has(slug));
}
