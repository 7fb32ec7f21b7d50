import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanName, NAME_HINTS, nameFault, slugIdeas } from "~/domain/ambassador/ambassador";

describe("the address of a page", () => {
  test("it is the first name, then with an initial, then with a number", () => {
    expect(slugIdeas("Maxine Brown", null, 4)).toEqual(["maxine", "maxine-b", "maxine-2", "maxine-3"]);
    expect(slugIdeas("Maxine", "O'Neill", 3)).toEqual(["maxine", "maxine-o", "maxine-2"]);
    expect(slugIdeas("Zoë", null, 1)).toEqual(["zoe"]);
  });

  test.each(["Join", "Rewards", "Leave", "Opt-out", "Admin", "App"])("it is never a word of ours: %s", (name) => {
    const [own] = slugIdeas(name, null);
    expect(own).toBe(`${name.toLowerCase()}-2`);
  });

  test("a name without a plain letter gives none, so that another word is found", () => expect(slugIdeas("美咲", null)).toEqual([]));

  test("whatever the name, an address is lower-case letters, digits and hyphens", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 50 }), fc.option(fc.string({ maxLength: 20 })), (name, lastName) => {
        for (const slug of slugIdeas(name, lastName, 5)) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("the name friends see", () => {
  test.each(["Maxine", "Anna-Maria", "O’Neill", "Zoë B.", "美咲", "Nguyễn Thị"])("%s is fine", (name) =>
    expect(nameFault(cleanName(name))).toBeNull(),
  );
  test.each(["", "   ", "<script>", "{{ shop.secret }}", "{% raw %}", "see evil.com/x", "a@b.c", "x".repeat(41), "tab\u0000zero"])(
    "%j is refused with a hint",
    (name) => expect(NAME_HINTS[nameFault(cleanName(name))!]).toMatch(/\.$/),
  );
  test("spaces and invisible characters are tidied", () => expect(cleanName("  Max\u200bine\n Brown ")).toBe("Maxine Brown"));
});
