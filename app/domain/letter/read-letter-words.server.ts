/** The words of a kind of letter as they stand, in every language: the owner's where they wrote any, ours elsewhere. */
import type { LetterKind, LetterWords } from "~/ports/letters";
import type { World } from "~/ports/world";
import { languageOf, whoseOf, type SavedWords, type Whose } from "./letter-words";
import { readMailSetting } from "./read-mail-setting.server";

export type LetterWordsRead = {
  /** Whether letters of this kind go out at all, in whatever language. */
  sent: boolean;
  /** In the language asked for. */
  words: LetterWords;
  whose: Whose;
  /** Of all languages; 0: never saved. */
  version: number;
  /** The store's own language. */
  store: string;
  /** Of every language letters are written in. */
  languages: { language: string; whose: Whose }[];
};

const NEWEST = 2_147_483_647;

/** Joins the transaction at hand. @param locale or a language; the store's where it is left out @param upTo as they stood at this version */
export async function readLetterWords(
  world: World,
  { kind, locale, upTo = NEWEST }: { kind: LetterKind; locale?: string; upTo?: number },
): Promise<LetterWordsRead> {
  const { shopId, letters } = world;
  return world.transaction(async ({ db }) => {
    const { shop } = await readMailSetting(world);
    const store = languageOf(letters.localeFor([shop.locale], shop));
    const newest = await db.$queryRaw<(SavedWords & { version: number; sent: boolean })[]>`
      SELECT DISTINCT ON (language) language, version, sent, ours, subject, opening, body
      FROM (SELECT coalesce(language, ${store}) AS language, version, sent, ours, subject, opening, body
        FROM letter_version WHERE shop_id = ${shopId} AND kind = ${kind} AND version <= ${upTo}) AS saved
      ORDER BY language, version DESC`;
    const savedIn = (language: string) => newest.find((one) => one.language === language);
    const language = locale === undefined ? store : languageOf(locale);
    const saved = savedIn(language);
    const ours = letters.words(kind, language);
    const last = newest.reduce<(typeof newest)[number] | null>((one, other) => (one && one.version > other.version ? one : other), null);
    return {
      sent: last?.sent ?? true,
      words: { subject: saved?.subject ?? ours.subject, opening: saved?.opening ?? ours.opening, body: saved?.body ?? ours.body },
      whose: whoseOf(saved),
      version: last?.version ?? 0,
      store,
      languages: letters.languages.map((one) => ({ language: one, whose: whoseOf(savedIn(one)) })),
    };
  });
}
