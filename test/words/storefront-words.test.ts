/** Every language says everything, and what it says of facts is a sentence. */
import { describe, expect, test } from "vitest";
import { disclosures, disclosureVersionFor, isInForce } from "~/domain/ambassador/disclosure";
import { showMoney } from "~/domain/page/shown";
import { REWARD_KINDS } from "~/domain/program/program";
import * as en from "~/words/storefront/en";
import { LANGUAGES } from "~/words/storefront/language";
import { sayCode, sayMovement, sayOrder, sayReward, sayStanding, sayVerdict } from "~/words/storefront/sentences";
import { speech } from "~/words/storefront/speech";
import { wordsFor, type Words } from "~/words/storefront/words-for";

/** Every key down to the text, and how many facts a text takes. */
const keysOf = (words: object, above = ""): string[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? keysOf(value, `${above}${key}.`) : [`${above}${key} (${typeof value})`],
  );

// Of types: a language with a text too few, of another kind, or too many is none.
const whole = en.go satisfies Words["go"];
// @ts-expect-error a text is missing
({ heading: "", text: "" }) satisfies Words["go"];
// @ts-expect-error a text nobody asked for
({ ...whole, more: "", heading: "", text: "", button: "" }) satisfies Words["go"];
// @ts-expect-error a text that must be told the name
({ ...en.joined, heading: 1 }) satisfies Words["joined"];

test.each(LANGUAGES)("%s has every text of the English, and none besides", (language) => {
  expect(keysOf(wordsFor(language)).sort()).toEqual(keysOf(en).sort());
});

test.each(LANGUAGES)("what an ambassador acknowledges in %s is kept by a version of its own", (language) => {
  const version = disclosureVersionFor(language);
  expect(disclosures[version]).toMatch(/\.$/);
  expect(disclosureVersionFor(`${language}-CH`)).toBe(version);
  expect(LANGUAGES.filter((one) => disclosureVersionFor(one) === version)).toEqual([language]);
});

test("the disclosure that was acknowledged before languages were told apart is the English one, word for word", () => {
  expect(disclosures["2026-11"]).toBe(
    "When I share my code or link, I say so that nobody can miss it: I get something when my friends buy. For example with #ad.",
  );
  expect(disclosureVersionFor("en-GB")).toBe("2026-11");
  expect(disclosureVersionFor("xx")).toBe("2026-11");
  expect([...Object.keys(disclosures), "2026-10", "", "toString"].map(isInForce)).toEqual([true, true, true, true, false, false, false]);
});

describe.each(LANGUAGES)("in %s", (language) => {
  const words = wordsFor(language);

  test("every reason has kind words that name nobody, and one of a later version has some too", () => {
    for (const reason of [...Object.keys(words.orderReasons), "the owner said so"]) {
      expect(sayOrder(words, { reason, became: null })).toMatch(/^\p{Lu}[^{}]+[.!]$/u);
      expect(sayOrder(words, { reason, became: "returned" })).not.toMatch(/fraud|suspicio/i);
    }
    for (const outcome of ["attributed", "under review", "ignored", "another"])
      expect(sayVerdict(words, { outcome, became: null })).toMatch(/./);
  });

  test("every state of a code and a reward has words", () => {
    for (const state of ["live", "waiting", "refused", "retired", "another"]) expect(sayCode(words, { state, until: null })).toMatch(/\.$/);
    for (const kind of [...REWARD_KINDS, "another"])
      for (const state of ["requested", "issued", "used", "failed", "needs review", "ran out", "expired"])
        for (const approved of [false, true])
          for (const codeEnd of [null, "F3K9"])
            expect(sayReward(words, { kind, state, until: "3 December", approved, codeEnd })).toMatch(/\.$/);
  });

  test("every movement has words, with a name and without", () => {
    for (const reason of [...Object.keys(words.movementReasons), "another"])
      for (const source of [
        { kind: "order", id: "1", name: "#1001" } as const,
        { kind: "debt", id: "1", name: null } as const,
        { kind: "reward", id: "1", name: null } as const,
      ])
        expect(sayMovement(words, { reason, source })).toMatch(/^\p{Lu}[^{}]+$/u);
  });

  test("each caption names the code, and begins with the word that says in this language's countries that it is an ad", () => {
    const ad = { en: "#ad", de: "Werbung:", fr: "Publicité\u202f:", es: "Publicidad:" }[language];
    for (const caption of [true, false].flatMap((products) => words.captions("Small & Sons", "MAXINE15", "15%", products))) {
      expect(caption.startsWith(`${ad} `), caption).toBe(true);
      expect(caption).toContain("MAXINE15");
    }
    for (const asked of [words.join.askText, words.rewards.captionsHelp, disclosures[disclosureVersionFor(language)]])
      expect(asked).toContain(ad.replace(/\u202f?:/, ""));
  });
});

const gbp = (minor: bigint) => showMoney(minor, { currency: "GBP", locale: "en-GB" });

test("where somebody stands is one sentence", () => {
  expect(sayStanding(en, { friends: 2, earned: gbp(840n), pending: gbp(420n), pendingUntil: "3 December" })).toBe(
    "2 friends bought; £8.40 is yours, £4.20 is waiting until 3 December.",
  );
  expect(sayStanding(en, { friends: 0, earned: gbp(0n), pending: gbp(0n), pendingUntil: null })).toBe(
    "No friend has bought yet; £0.00 is yours.",
  );
  expect(sayStanding(en, { friends: 1, earned: gbp(-400n), pending: gbp(0n), pendingUntil: null })).toBe(
    "1 friend bought; -£4.00 is owed after a return, and the next sales make it good.",
  );
});

test("an order of one's own is told kindly", () => {
  expect(sayOrder(en, { reason: "own-purchase", became: null })).toBe(
    "This order was your own, so it doesn't count. It's the only rule we're strict about.",
  );
  expect(en.codeTaken("MAXINE15", ["MAXINE-TEA", "FROM-MAXINE", "MAXINE-15"])).toBe(
    "MAXINE15 is taken. MAXINE-TEA, FROM-MAXINE or MAXINE-15 are free.",
  );
});

test("plurals, lists and numbers follow the language's own rules", () => {
  expect([1, 2, 1_000].map((count) => speech("de").plural(count, { one: "# Tag", other: "# Tage" }))).toEqual([
    "1 Tag",
    "2 Tage",
    "1.000 Tage",
  ]);
  expect([0, 1, 2].map((count) => speech("fr").plural(count, { one: "# ami", other: "# amis" }))).toEqual(["0 ami", "1 ami", "2 amis"]);
  const polish = { one: "# zakup", few: "# zakupy", many: "# zakupów", other: "# zakupu" };
  expect([1, 2, 5, 22].map((count) => speech("pl").plural(count, polish))).toEqual(["1 zakup", "2 zakupy", "5 zakupów", "22 zakupy"]);
  expect([speech("en").list(["tea", "mugs", "spoons"]), speech("es").choice(["té", "tazas"])]).toEqual([
    "tea, mugs and spoons",
    "té o tazas",
  ]);
});
