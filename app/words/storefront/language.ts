/**
 * The languages the store's pages are spoken in, and which of them one visitor gets: the first that they, their browser or the
 * store asks for and we speak. To add one, see words-for.ts.
 */
export const LANGUAGES = ["en", "de", "fr", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

const ENGLISH: Language = "en";

/** How one visitor is spoken to. */
export type Spoken = {
  language: Language;
  /** For Intl: the language as it is written in the store's country ("en-GB"). */
  locale: string;
  /** The page was asked for in this language (?lang=…), so that its links ask for it too. */
  asked: boolean;
};

/** The first of these tags that is spoken; English when none is. */
export const languageFrom = (tags: readonly (string | null | undefined)[]): Language => firstSpoken(tags, LANGUAGES) ?? ENGLISH;

/** With its region or without: "de-AT" is spoken where "de" is. Null: none is. */
export function firstSpoken<Known extends string>(tags: readonly (string | null | undefined)[], known: readonly Known[]): Known | null {
  for (const tag of tags) {
    const parts = (tag ?? "").trim().toLowerCase().split(/[-_]/, MOST_PARTS);
    for (let length = parts.length; length > 0; length--) {
      const shorter = parts.slice(0, length).join("-");
      const found = known.find((one) => one.toLowerCase() === shorter);
      if (found) return found;
    }
  }
  return null;
}

const MOST_PARTS = 4;
const MOST_TAGS = 20;

/** What a browser says it would like to read, the dearest first: "de-AT,de;q=0.9,en;q=0.5". */
export function acceptedTags(header: string | null): string[] {
  return (header ?? "")
    .split(",", MOST_TAGS)
    .map((part) => {
      const [tag, ...more] = part.split(";").map((one) => one.trim());
      const quality = more.map((one) => /^q=([01](?:\.\d{0,3})?)$/i.exec(one)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => quality > 0 && /^[a-z]{2,8}([-_][a-z0-9]{1,8})*$/i.test(tag))
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag);
}

/**
 * How this language writes money and days in that country. A region the store's own locale names goes before the country: a Swiss
 * store that says fr-FR is written as in France.
 */
export function localeOf(language: string, shop: { locale: string; countryCode: string }): string {
  const own = /^([a-z]{2,3})(?:[-_].*)?[-_]([a-z]{2})$/i.exec(shop.locale);
  const region = own && own[1].toLowerCase() === language ? own[2] : shop.countryCode;
  if (language.includes("-") || !/^[a-z]{2}$/i.test(region)) return language;
  return `${language}-${region.toUpperCase()}`;
}

const FROM_RIGHT = new Set(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** Which way it is read. */
export const directionOf = (language: string): "ltr" | "rtl" => (FROM_RIGHT.has(language.split("-")[0]) ? "rtl" : "ltr");
