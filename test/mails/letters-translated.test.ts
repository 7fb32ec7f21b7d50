/** Every letter in German, French and Spanish: whole, about as long as the English, with the same merge fields, and nothing left in English. */
import { describe, expect, test } from "vitest";
import { exampleFacts } from "~/domain/delivery/example-facts";
import { fillWords } from "~/domain/letter/merge-field";
import { reactLetters } from "~/mails/react-letters.server";
import { LETTER_KINDS, type LetterKind } from "~/ports/letters";
import { MAIL_LANGUAGES, mailWordsFor } from "~/words/mails/words-for";
import { LANGUAGES } from "~/words/storefront/language";

const look = {
  storeName: "Tea & Sons",
  storeUrl: "https://tea.example",
  replyTo: "hello@tea.example",
  postalAddress: "12 Market Row, York",
  colour: "#7a2f4b",
};
const keysOf = (words: object, above = ""): string[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? keysOf(value, `${above}${key}.`) : [`${above}${key} (${typeof value})`],
  );
const fieldsIn = (text: unknown): string[] => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort();

async function write(kind: LetterKind, locale: string) {
  const place = { currency: "EUR", locale, timeZone: "Europe/Berlin" };
  const facts = exampleFacts({ storeName: look.storeName, now: new Date("2026-11-02T09:00:00Z"), place, offerBp: 1_500, creditBp: 1_000 })[
    kind
  ];
  const words = fillWords(reactLetters.words(kind, locale), reactLetters.fields(kind, facts, locale));
  return {
    title: facts.next && "title" in facts.next ? facts.next.title : "",
    ...(await reactLetters.write({
      kind,
      locale,
      look,
      facts,
      words,
      buttonUrl: "https://tea.example/b",
      optOutUrl: "https://tea.example/o",
    })),
  };
}

test("letters are written in the languages of the pages, each with every text of the English and none besides", () => {
  expect([...MAIL_LANGUAGES].sort()).toEqual([...LANGUAGES].sort());
  const english = keysOf(mailWordsFor("en").words).sort();
  for (const language of MAIL_LANGUAGES) expect(keysOf(mailWordsFor(language).words).sort()).toEqual(english);
});

describe.each(["de-DE", "fr-FR", "es-ES"] as const)("in %s", (locale) => {
  const { words, lang } = mailWordsFor(locale);
  test.each(LETTER_KINDS)("the letter %s", async (kind) => {
    const { subject, html, text, title } = await write(kind, locale);
    expect(html).toContain(`lang="${lang}"`);
    expect(`${subject} ${text}`).not.toMatch(/[{}]|null|undefined|NaN/);
    const said = `${subject} ${text}`
      .replaceAll(look.storeName, "")
      .replaceAll(title || "-", "")
      .replaceAll(look.postalAddress, "")
      .replace(/https?:\S+|\S+@\S+/g, "");
    expect(said).not.toMatch(
      /(?<![\p{L}\p{N}])(the|you|your|and|with|is|of|friend|friends|order|store|this|that|it|Hello)(?![\p{L}\p{N}])/iu,
    );
    expect(said).not.toMatch(/!/);
    const main = text.slice(0, text.indexOf(`${look.storeName} ·`)).replace(/https?:\S+|-{3,}/g, "");
    const count = main.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    expect(count, main).toBeGreaterThanOrEqual(55);
    expect(count, main).toBeLessThanOrEqual(110);
    expect(subject.length).toBeLessThanOrEqual(75);
    expect(fieldsIn(words.letters[kind])).toEqual(fieldsIn(mailWordsFor("en").words.letters[kind]));
    if (lang === "fr") expect(said).not.toMatch(/[^\u202f\s][?!;»]|«[^\u202f]|'/);
  });

  test("counts take the language's own forms", () => {
    const [one, two, five] = [1, 2, 5].map((count) => words.months.sold("X", count, null));
    expect(one.replace("1", "2")).not.toBe(two);
    expect(five).toBe(two.replace("2", "5"));
    expect([1, 3].map((count) => words.months.visited("X", count))).toEqual([expect.stringMatching(/X/), expect.stringMatching(/3/)]);
  });
});
