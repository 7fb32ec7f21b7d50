/** How the visitor of a page is spoken to: as the page's address asks, else as their browser does, else as the store speaks. */
import { acceptedTags, firstSpoken, languageFrom, LANGUAGES, localeOf, type Spoken } from "~/words/storefront/language";

/** @param shop null where nobody knows which store it is */
export function languageOf(request: Request, shop: { locale: string; countryCode: string } | null): Spoken {
  const asked = firstSpoken([new URL(request.url).searchParams.get("lang")], LANGUAGES);
  const language = asked ?? languageFrom([...acceptedTags(request.headers.get("accept-language")), shop?.locale]);
  return { language, locale: shop ? localeOf(language, shop) : language, asked: asked !== null };
}
