/**
 * What can be held of a translation without speaking the language: no text is left in English, every fact a text is told stands in
 * it, counts take the language's own forms, and the letters are set as its printers set them.
 */
import { describe, expect, test } from "vitest";
import * as en from "~/words/storefront/en";
import { LANGUAGES } from "~/words/storefront/language";
import { wordsFor, type Words } from "~/words/storefront/words-for";
import { setFrench } from "~/words/storefront/typography";

type Text = string | ((...facts: never[]) => unknown);
const textsOf = (words: object, above = ""): [path: string, text: Text][] =>
  Object.entries(words).flatMap(([key, value]: [string, Text | object]) =>
    typeof value === "object" ? textsOf(value, `${above}${key}.`) : [[`${above}${key}`, value] as [string, Text]],
  );

/** What texts with facts of other kinds than words are told; all others are told a name for each. */
const FACTS: Record<string, unknown[][]> = {
  codeTaken: [["‹0›", ["‹1›", "‹2›"]]],
  captions: [
    ["‹0›", "‹1›", "‹2›", true],
    ["‹0›", "‹1›", "‹2›", false],
  ],
  codeEnded: [["‹0›", ["‹1›", "‹2›"]]],
  "profile.told": [
    ["‹0›", "‹1›", 77, "‹3›"],
    ["‹0›", "‹1›", 1, "‹3›"],
    ["‹0›", "‹1›", null, "‹3›"],
  ],
  "profile.problem": (
    [
      ["handle", "missing"],
      ["handle", "not a handle"],
      ["topics", "too many"],
      ["topics", "too long"],
      ["region", "too long"],
      ["followers", "no number"],
    ] as const
  ).map(([field, problem]) => [{ field, problem, line: 0 }]),
  "yours.favourites": [[3]],
  "yours.nothingShown": [[3]],
  "changeCode.text": [[1], [77]],
  "join.heading": [["‹0›"], [null]],
  "join.youText": [
    ["‹0›", "‹1›", true, null],
    ["‹0›", "‹1›", false, ["‹3›", "‹4›"]],
  ],
  "join.yours": [[1], [77]],
  "rewards.waiting": [
    ["‹0›", "‹1›"],
    ["‹0›", null],
  ],
  "rewards.earlierOrders": [[1], [77]],
  "rewards.moreOrders": [[7, 99]],
  "rewards.moreShelf": [[1], [77]],
  "rewards.rates": [["‹0›", "‹1›", 77]],
  "rewards.leaveText": [
    ["‹0›", "‹1›", true],
    [null, "‹1›", false],
  ],
  "rewards.left": [
    ["‹0›", true],
    ["‹0›", false],
  ],
  "theirs.andWaiting": [
    ["‹0›", "‹1›", "‹2›"],
    ["‹0›", "‹1›", null],
  ],
  "theirs.belowAndWaiting": [
    ["‹0›", "‹1›", "‹2›"],
    ["‹0›", "‹1›", null],
  ],
  "outcomes.another amount before": [["‹0›"], [null]],
  "outcomes.requested": [...["product code", "product sent", "store credit", "gift card", "cash", "another"].map((kind) => [kind, "‹0›"])],
  "outcomes.first dibs": [["‹0›"], [null]],
  "outcomes.amount too small": [["‹0›"], [null]],
  "outcomes.balance too low": [["‹0›"], [null]],
  "outcomes.price changed": [["‹0›"], [null]],
  "outcomes.changed often": [["‹0›"], [null]],
  "preview.text": [
    ["‹0›", "‹1›", true, true],
    ["‹0›", "‹1›", false, false],
  ],
  "landing.disclosure": [
    ["‹0›", "‹1›", true],
    ["‹0›", "‹1›", false],
  ],
  "rewards.canTake": [["‹0›", ["‹1›", "‹2›"]]],
  "rewards.toGoFor": [["‹0›", ["‹1›", "‹2›"]]],
  "thanks.cash": [[1], [77]],
  "account.order.reward": [["‹0›"], [""]],
  "standing.friends": [[0], [1], [77]],
  "standing.waiting": [
    ["‹0›", "‹1›"],
    ["‹0›", null],
  ],
  "standing.whole": [["‹0›", ["‹1›", "‹2›"]]],
  "conditions.perFriend": [[1], [77]],
  "conditions.places": [[["‹0›", "‹1›"]]],
  "tiers.is.friend": [
    ["‹0›", true],
    ["‹0›", false],
  ],
  "tiers.is.insider": [
    ["‹0›", true],
    ["‹0›", false],
  ],
  "tiers.is.icon": [
    ["‹0›", true],
    ["‹0›", false],
  ],
  "tiers.next.insider": [[1], [77]],
  "tiers.next.icon": [[1], [77]],
  "tiers.brings": [[["‹0›", "‹1›", "‹2›"]]],
  "statement.span": [
    ["‹0›", "‹1›"],
    ["‹0›", "‹0›"],
    ["‹0›", null],
    [null, "‹0›"],
    [null, null],
  ],
  "statement.movements": [[0], [1], [77]],
  "statement.page": [[7, 99]],
  "taken.issued.product code": [["‹0›"], [null]],
  "movementNames.order": [["‹0›"], [null]],
  "movementNames.debt": [["‹0›"], [null]],
  "movementNames.reward": [["‹0›"], [null]],
};
const ENGLISH = new Map(textsOf(en));
const factsOf = (path: string): unknown[][] =>
  FACTS[path] ?? [Array.from({ length: (ENGLISH.get(path) as () => unknown).length }, (_, at) => `‹${at}›`)];

/** Every sentence there is, by its path and what it was told. */
function sentencesOf(words: Words): Map<string, string> {
  return new Map(
    textsOf(words).flatMap(([path, text]): [string, string][] => {
      if (typeof text === "string") return [[path, text]];
      return factsOf(path).map((facts) => [`${path} ${JSON.stringify(facts)}`, [text(...(facts as never[]))].flat().join("\n")]);
    }),
  );
}
const english = sentencesOf(en);
const factsIn = (sentence: string): string[] => (sentence.match(/‹\d›|\b(77|7|99)\b/g) ?? []).sort();

/** Names, and words that both languages write alike. */
const ALIKE = {
  de: ["statement.csv.columns.person"],
  fr: [],
  es: ["join.ideas"],
} as const;
const NAMES = /^profile\.networks\.(?!a blog|elsewhere)|^rewards\.whatsapp$|^rewards\.mail$|\.erased$/;

describe.each(LANGUAGES.filter((language) => language !== "en"))("in %s", (language) => {
  const sentences = sentencesOf(wordsFor(language));

  test("no text is the English one, and none has an English word in it", () => {
    const alike = [...sentences].filter(([path, text]) => text && text === english.get(path)).map(([path]) => path);
    expect(
      alike.filter(
        (path) =>
          !NAMES.test(path) && !(ALIKE[language] as readonly string[]).includes(path) && !/^movementNames|^standing.whole/.test(path),
      ),
    ).toEqual([]);
    const words = /(?<![\p{L}\p{N}])(the|you|your|yours|and|with|is|of|friend|friends|order|store|this|that|it)(?![\p{L}\p{N}])/iu;
    expect([...sentences].filter(([, text]) => words.test(text))).toEqual([]);
  });

  test("every fact the English sentence tells stands in it, as often as it may be needed, and no other", () => {
    const unlike = [...english]
      .map(([path, text]) => [path, new Set(factsIn(text)), new Set(factsIn(sentences.get(path) ?? ""))] as const)
      .filter(([path, wanted, told]) => !/tiers\.is|movementNames/.test(path) && [...wanted].join() !== [...told].join());
    expect(unlike.map(([path, wanted, told]) => [path, [...wanted], [...told]])).toEqual([]);
  });

  test("a sentence that ends in English ends here too, with the same kind of mark", () => {
    const end = (text: string) => (/[.!]$/.test(text) ? "." : /[?:]$/.test(text) ? text.at(-1) : "");
    const unlike = [...english].filter(([path, text]) => end(text) !== end(sentences.get(path)!));
    expect(unlike.map(([path, text]) => [path, text, sentences.get(path)])).toEqual([]);
  });
});

test("a label that is a button in English is at most twice as long in any language", () => {
  const short = (path: string) => /(button|Button|copy\w*|take|save|goOn|signIn\.button|use|choose|toStore)$/.test(path);
  for (const language of LANGUAGES)
    for (const [path, text] of sentencesOf(wordsFor(language)))
      if (short(path)) expect(text.length, `${language} ${path} ${text}`).toBeLessThanOrEqual(Math.max(26, english.get(path)!.length * 2));
});

describe("counts take the language's own forms", () => {
  const counted = (say: (words: Words, count: number) => string) =>
    Object.fromEntries(LANGUAGES.map((language) => [language, [0, 1, 2, 5].map((count) => say(wordsFor(language), count))]));

  test("friends", () => {
    expect(counted(({ standing }, count) => standing.friends(count))).toEqual({
      en: ["No friend has bought yet", "1 friend bought", "2 friends bought", "5 friends bought"],
      de: [
        "Noch niemand hat über dich gekauft",
        "1 Person hat über dich gekauft",
        "2 Leute haben über dich gekauft",
        "5 Leute haben über dich gekauft",
      ],
      fr: [
        "Personne n’a encore acheté grâce à vous",
        "1 personne a acheté grâce à vous",
        "2 personnes ont acheté grâce à vous",
        "5 personnes ont acheté grâce à vous",
      ],
      es: [
        "Todavía no ha comprado nadie gracias a ti",
        "1 persona ha comprado gracias a ti",
        "2 personas han comprado gracias a ti",
        "5 personas han comprado gracias a ti",
      ],
    });
  });

  test("days: none is one in French and many elsewhere", () => {
    const days = counted(({ changeCode }, count) => /\d+ \p{L}+/u.exec(changeCode.text(count).replace(/more |noch /, ""))![0]);
    expect(days).toEqual({
      en: ["0 days", "1 day", "2 days", "5 days"],
      de: ["0 Tage", "1 Tag", "2 Tage", "5 Tage"],
      fr: ["0 jour", "1 jour", "2 jours", "5 jours"],
      es: ["0 días", "1 día", "2 días", "5 días"],
    });
  });

  test("what moved, people still to come, orders folded away", () => {
    for (const [, [none, one, two, five]] of Object.entries(counted(({ statement }, count) => statement.movements(count)))) {
      expect(new Set([none, one, two]).size).toBe(3);
      expect(five).toBe(two.replace("2", "5"));
    }
    for (const [, [, one, two, five]] of Object.entries(counted(({ tiers }, count) => tiers.next.icon(count)))) {
      expect(one).not.toBe(two.replace("2", "1"));
      expect(five).toBe(two.replace("2", "5"));
    }
    expect(wordsFor("de").rewards.moreOrders(50, 1_200)).toBe("Die neuesten 50 von 1.200.");
  });

  test("more than a million is a form of its own in French and Spanish, and has words", () => {
    for (const language of LANGUAGES) expect(wordsFor(language).standing.friends(1_000_000)).toMatch(/^1\D000\D000 \p{L}+ /u);
  });
});

describe("letters are set as printers set them", () => {
  const all = (language: "de" | "fr" | "es") => [...sentencesOf(wordsFor(language)).values()].join("\n");

  test("German quotes stand below and above", () => {
    expect(all("de")).not.toMatch(/["”«»]/);
    expect(all("de").match(/„/g)!.length).toBe(all("de").match(/“/g)!.length);
  });

  test("French marks have a narrow space before them that never breaks, apostrophes are no strokes, the shop says vous", () => {
    expect(all("fr")).not.toMatch(/[^\u202f\n][?!;»]|[^\u202fd\d]:|«[^\u202f]|["“”']/);
    const friendly = /(?<!\p{L})(tu|toi|te|ton|ta|tes)(?!\p{L})/iu;
    const toFriends = [...sentencesOf(wordsFor("fr"))].filter(([, text]) => friendly.test(text)).map(([path]) => path.split(" ")[0]);
    expect([...new Set(toFriends)]).toEqual(["captions", "rewards.mailSubject"]);
  });

  test("people's own words in a French sentence stay as they wrote them, but for the space before a mark", () => {
    expect(setFrench("O'Brien & Cie : l'ami d'Ana, « oui » ! https://a.example/b?c=1:2")).toBe(
      "O'Brien & Cie\u202f: l’ami d’Ana, «\u202foui\u202f»\u202f! https://a.example/b?c=1:2",
    );
  });

  test("Spanish questions and cries are opened, and nobody is called usted or vosotros", () => {
    for (const text of all("es").split("\n")) {
      expect(text.match(/\?/g)?.length, text).toBe(text.match(/¿/g)?.length);
      expect(text.match(/!/g)?.length, text).toBe(text.match(/¡/g)?.length);
    }
    expect(all("es")).not.toMatch(/["“”„]|usted|vosotr|vuestr/i);
  });
});
