import { describe, expect, test } from "vitest";
import { fieldsOf, fillFields, wordsProblems } from "~/domain/letter/merge-field";
import { reactLetters } from "~/mails/react-letters.server";
import { LETTER_KINDS } from "~/ports/letters";

const welcome = { subject: "Hello {name}", opening: "Lovely.", body: "Your code is {code}." };

describe("an owner's words are checked part by part", () => {
  test("fields nobody knows are named, with those that may be written", () =>
    expect(wordsProblems("welcome", { ...welcome, subject: "{nmae} and {credits}" })).toEqual({
      subject: { kind: "unknown fields", fields: ["nmae", "credits"], known: ["name", "store", "code", "offer", "credit"] },
    }));
  test("what a letter must say cannot be left out; the opening counts too", () => {
    expect(wordsProblems("welcome", { ...welcome, body: "Hello." })).toEqual({ body: { kind: "missing fields", fields: ["code"] } });
    expect(wordsProblems("welcome", { ...welcome, opening: "{code}", body: "Hello." })).toEqual({});
    expect(wordsProblems("invitation", { ...welcome, body: "Come." })).toEqual({
      body: { kind: "missing fields", fields: ["offer", "credit"] },
    });
  });
  test("an empty part, a part without end and a lone brace are refused", () =>
    expect(wordsProblems("welcome", { subject: " ", opening: "x".repeat(1_001), body: "{code} }" })).toEqual({
      subject: { kind: "empty" },
      opening: { kind: "too long", most: 1_000 },
      body: { kind: "stray brace" },
    }));
  test.each(LETTER_KINDS)("our own words for %s pass", (kind) => expect(wordsProblems(kind, reactLetters.words(kind, "en"))).toEqual({}));
});

describe("filling fields in", () => {
  test.each([
    ["{name}, would you?", "Would you?"],
    ["Thank you, {name}", "Thank you"],
    ["Hello {name}, welcome", "Hello, welcome"],
    ["You did it, {name}, thank you", "You did it, thank you"],
    ["{nothing} {name} is here", "Is here"],
  ])("of whom nothing is known: %s → %s", (text, said) => expect(fillFields(text, { name: "" })).toBe(said));
  test("a known one stands where it was", () =>
    expect(fillFields("{ name }, {code}!", { name: "Mia", code: "MIA15" })).toBe("Mia, MIA15!"));
  test("FAULTS 67: what a field says is not looked at for fields again", () =>
    expect(fillFields("{name} {code}", { name: "{code} {{ shop.secret }}", code: "MIA15" })).toBe("{code} {{ shop.secret }} MIA15"));
  test("every kind may say the name and the store", () => {
    for (const kind of LETTER_KINDS) expect(fieldsOf(kind)).toEqual(expect.arrayContaining(["name", "store"]));
  });
});
