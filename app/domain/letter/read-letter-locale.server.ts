/**
 * In which language a letter is written, and how it writes amounts and days: the person's own where we speak it, else the store's.
 * What an owner worded stands in the store's language, and so does all of that letter, since nobody reads two at once.
 */
import type { LetterKind } from "~/ports/letters";
import type { World } from "~/ports/world";
import { readLetterWords } from "./read-letter-words.server";
import { readMailSetting } from "./read-mail-setting.server";

/** Joins the transaction at hand. @param buyerLocale as Shopify has it; null: not known, or it is about nobody */
export async function readLetterLocale(
  world: World,
  { kind, buyerLocale }: { kind: LetterKind; buyerLocale: string | null | undefined },
): Promise<string> {
  const { shop } = await readMailSetting(world);
  const { own } = await readLetterWords(world, { kind, locale: shop.locale });
  return world.letters.localeFor(own ? [shop.locale] : [buyerLocale, shop.locale], shop);
}
