import { expect, test } from "vitest";
import { seal, SealBroken, unseal } from "~/adapters/seal.server";

const KEY = "00".repeat(32);
const OTHER = "11".repeat(32);

test("what is sealed opens again, and does not show", () => {
  const sealed = seal("shpat_secret", "row:field", KEY);
  expect(sealed).not.toContain("secret");
  expect(unseal(sealed, "row:field", [KEY])).toBe("shpat_secret");
});

test("the same text is sealed differently each time", () => {
  expect(seal("same", "row", KEY)).not.toBe(seal("same", "row", KEY));
});

test("the key before a rotation still opens", () => {
  expect(unseal(seal("old", "row", OTHER), "row", [KEY, OTHER])).toBe("old");
});

test.each([
  ["moved to another row", () => unseal(seal("x", "row one", KEY), "row two", [KEY])],
  ["sealed with an unknown key", () => unseal(seal("x", "row", OTHER), "row", [KEY])],
  [
    "changed",
    () =>
      unseal(
        seal("x", "row", KEY).replace(/.$/, (last) => (last === "A" ? "B" : "A")),
        "row",
        [KEY],
      ),
  ],
  ["cut off", () => unseal(`${seal("x", "row", KEY).split(".").slice(0, 2).join(".")}.AAAA`, "row", [KEY])],
  ["never sealed", () => unseal("shpat_plain", "row", [KEY])],
])("a text that was %s does not open", (_how, open) => {
  expect(open).toThrow(SealBroken);
});
