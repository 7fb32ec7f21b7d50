/**
 * What we ask of an ambassador: to say that they get something for it, in the language they read. The version they acknowledged is
 * stored with the time; changed words get a new version and stay here beside the old ones, and so does each language's.
 */
const ENGLISH = "2026-11";

/** By version; a language's own is named after it ("2026-11 de"). */
export const disclosures: Record<string, string> = {
  [ENGLISH]: "When I share my code or link, I say so that nobody can miss it: I get something when my friends buy. For example with #ad.",
};

/** What is asked for now, by language. */
const CURRENT: Record<string, string | undefined> = { en: ENGLISH };

/** The version for who reads this ("de-AT"); the English one where it has no words of its own. */
export function disclosureVersionFor(locale: string): string {
  return CURRENT[locale] ?? CURRENT[locale.split("-")[0]] ?? ENGLISH;
}
