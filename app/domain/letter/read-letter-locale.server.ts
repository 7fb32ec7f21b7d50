/**
 * In which language a letter is written, and how it writes amounts and days: the person's own where we speak it, else the store's.
 * Where the owner has worded it in the store's language alone, all of it is in that, since nobody reads two at once.
 */
import type { LetterKind } from "~/ports/letters";
import type { World } from "~/ports/world";
import { languageOf, writtenIn } from "./letter-words";
import { readLetterWords } from "./read-letter-words.server";
import { readMailSetting } from "./read-mail-setting.server";

/** Joins the transaction at hand. @param buyerLocale as Shopify has it; null: not known, or it is about nobody */
export async function readLetterLocale(
  world: World,
  { kind, buyerLocale }: { kind: LetterKind; buyerLocale: string | null | undefined },
): Promise<string> {
  const { shop } = await readMailSetting(world);
  const reads = world.letters.localeFor([buyerLocale, shop.locale], shop);
  const { store, languages } = await readLetterWords(world, { kind });
  const whose = (language: string) => languages.find((one) => one.language === language)?.whose ?? "none";
  const language = writtenIn({ reader: languageOf(reads), store, whose });
  return language === languageOf(reads) ? reads : world.letters.localeFor([language], shop);
}
