/** Which language a visitor reads, and how it is written in the store's country. */
import { describe, expect, test } from "vitest";
import { languageOf } from "~/ingest/language-of";
import { acceptedTags, directionOf, firstSpoken, localeOf } from "~/words/storefront/language";

const KNOWN = ["en", "de", "fr", "pt-BR", "zh-Hant"] as const;

describe("the first that is asked for and spoken", () => {
  test.each<[what: string, tags: (string | null)[], spoken: string | null]>([
    ["the address goes before the browser", ["fr", "de"], "fr"],
    ["what is not spoken is passed over", ["it", "de"], "de"],
    ["a region of a language is that language", ["de-AT"], "de"],
    ["written with an underscore, or in capitals, too", ["DE_ch"], "de"],
    ["a region spoken by itself is found", ["pt-br"], "pt-BR"],
    ["and its language elsewhere is not", ["pt-PT"], null],
    ["a script is kept, a region dropped", ["zh-Hant-TW"], "zh-Hant"],
    ["nothing asked is nothing found", [null, ""], null],
    ["what is no language at all is none", ["'; DROP TABLE shop --", "de-"], "de"],
  ])("%s", (_what, tags, spoken) => expect(firstSpoken(tags, KNOWN)).toBe(spoken));
});

test.each<[header: string | null, tags: string[]]>([
  [null, []],
  ["de-AT,de;q=0.9,en;q=0.5", ["de-AT", "de", "en"]],
  ["en;q=0.4, fr", ["fr", "en"]],
  ["*, de;q=0, en;q=0.1", ["en"]],
  ["de;q=nonsense, <script>", ["de"]],
])("a browser's %j asks for %j", (header, tags) => expect(acceptedTags(header)).toEqual(tags));

test.each<[language: string, shop: { locale: string; countryCode: string }, locale: string]>([
  ["en", { locale: "en", countryCode: "GB" }, "en-GB"],
  ["de", { locale: "en", countryCode: "CH" }, "de-CH"],
  ["fr", { locale: "fr-FR", countryCode: "CH" }, "fr-FR"],
  ["de", { locale: "fr-FR", countryCode: "CH" }, "de-CH"],
  ["pt-BR", { locale: "en", countryCode: "PT" }, "pt-BR"],
  ["de", { locale: "en", countryCode: "" }, "de"],
])("%s in a store of %j is written as %s", (language, shop, locale) => expect(localeOf(language, shop)).toBe(locale));

test("some languages are read from the right", () => {
  expect(["en", "de", "ar", "he", "fa-IR"].map(directionOf)).toEqual(["ltr", "ltr", "rtl", "rtl", "rtl"]);
});

const SPOKEN = [
  ["fr-CA in Canada", "fr-CA,fr;q=0.9,en;q=0.8", { locale: "en", countryCode: "CA" }, "fr", "fr-CA", "ltr"],
  ["fr-CA in a British store", "fr-CA", { locale: "en", countryCode: "GB" }, "fr", "fr-GB", "ltr"],
  ["Austria's German", "de-AT,de;q=0.9", { locale: "en", countryCode: "AT" }, "de", "de-AT", "ltr"],
  ["Spanish of many countries", "es-419,es;q=0.9", { locale: "en", countryCode: "MX" }, "es", "es-MX", "ltr"],
  ["Portuguese in a German store: the store's language", "pt-PT,pt;q=0.9", { locale: "de", countryCode: "DE" }, "de", "de-DE", "ltr"],
  ["Portuguese, and Spanish would do", "pt-BR,es;q=0.5,en;q=0.1", { locale: "en", countryCode: "BR" }, "es", "es-BR", "ltr"],
  ["Portuguese in a Portuguese store: English", "pt", { locale: "pt-PT", countryCode: "PT" }, "en", "en-PT", "ltr"],
  ["Arabic: English, read from the left", "ar-AE,ar;q=0.9", { locale: "ar", countryCode: "AE" }, "en", "en-AE", "ltr"],
  ["Hebrew: English, read from the left", "he-IL,he", { locale: "he", countryCode: "IL" }, "en", "en-IL", "ltr"],
  ["what is no language", "<b>,;;q=9", { locale: "", countryCode: "" }, "en", "en", "ltr"],
] as const;
test.each(SPOKEN)("%s", (_what, accept, shop, language, locale, direction) => {
  const request = new Request("https://a.example/rewards", { headers: { "accept-language": accept } });
  expect(languageOf(request, shop)).toEqual({ language, locale, asked: false });
  expect(directionOf(language)).toBe(direction);
});

test.each<[what: string, address: string, accept: string | null, expected: { language: string; locale: string; asked: boolean }]>([
  ["the address asks", "/rewards?lang=en-US", "xx", { language: "en", locale: "en-GB", asked: true }],
  ["the address asks for what nobody speaks", "/rewards?lang=xx", null, { language: "en", locale: "en-GB", asked: false }],
  ["only the browser asks", "/rewards", "en", { language: "en", locale: "en-GB", asked: false }],
  ["nobody asks", "/rewards", null, { language: "en", locale: "en-GB", asked: false }],
])("when %s, %s with %j is %j", (_what, address, accept, expected) => {
  const request = new Request(new URL(address, "https://a.example"), { headers: accept ? { "accept-language": accept } : {} });
  expect(languageOf(request, { locale: "xx", countryCode: "GB" })).toEqual(expected);
});
