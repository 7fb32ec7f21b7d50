/**
 * What we ask of an ambassador: to say that they get something for it, in the language they read. The version they acknowledged is
 * stored with the time; changed words get a new version and stay here beside the old ones, and so does each language's.
 */
const ENGLISH = "2026-11";
const GERMAN = "2026-11 de";
const FRENCH = "2026-11 fr";
const SPANISH = "2026-11 es";

/** By version; a language's own is named after it ("2026-11 de"). */
export const disclosures: Record<string, string> = {
  [ENGLISH]: "When I share my code or link, I say so that nobody can miss it: I get something when my friends buy. For example with #ad.",
  // The word that the country's own rules ask for at the beginning of an ad; "#ad" is not enough there.
  [GERMAN]:
    "Wenn ich meinen Code oder Link teile, sage ich so, dass es niemand übersehen kann: Ich bekomme etwas, wenn jemand damit kauft. Zum Beispiel mit „Werbung“ ganz am Anfang.",
  [FRENCH]:
    "Quand je partage mon code ou mon lien, je dis de façon que personne ne puisse le manquer\u202f: je reçois quelque chose quand mes proches achètent. Par exemple avec «\u202fPublicité\u202f» tout au début.",
  [SPANISH]:
    "Cuando comparto mi código o mi enlace, digo de forma que nadie pueda pasarlo por alto que recibo algo cuando mi gente compra. Por ejemplo, con «Publicidad» al principio.",
};

/** What is asked for now, by language. */
const CURRENT: Record<string, string | undefined> = { en: ENGLISH, de: GERMAN, fr: FRENCH, es: SPANISH };

/** The version for who reads this ("de-AT"); the English one where it has no words of its own. */
export function disclosureVersionFor(locale: string): string {
  return CURRENT[locale] ?? CURRENT[locale.split("-")[0]] ?? ENGLISH;
}

/** The language a version is written in: it stays word for word as it was acknowledged, whatever is read around it. */
export const languageOfDisclosure = (version: string): string => version.split(" ")[1] ?? "en";

/** Whether this version may still be acknowledged: one that was replaced, or that nobody ever wrote, may not. */
export const isInForce = (version: string): boolean => Object.values(CURRENT).includes(version);
