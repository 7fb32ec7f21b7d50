import fc from "fast-check";
import { expect, test } from "vitest";
import { plainPhone } from "~/domain/order/phone-number";

test.each<[string | null, string | null, string | null]>([
  ["+44 7700 900123", null, "447700900123"],
  ["07700 900123", "GB", "447700900123"],
  ["0044 7700 900123", "GB", "447700900123"],
  ["+44 (0)7700 900-123", "GB", "447700900123"],
  ["447700900123", "GB", "447700900123"],
  ["＋４４７７００９００１２３", "gb", "447700900123"],
  ["(415) 555-0132", "US", "14155550132"],
  ["1-415-555-0132", "US", "14155550132"],
  ["8 912 345-67-89", "RU", "79123456789"],
  ["06 1 234 5678", "HU", "3612345678"],
  ["06 1234 5678", "IT", "390612345678"],
  ["07700 900123", null, "07700900123"],
  ["07700 900123", "ZZ", "07700900123"],
  ["12345", "GB", null],
  ["0000000000", "GB", null],
  ["", "GB", null],
  [null, "GB", null],
  ["call me", "GB", null],
  ["+44 7700 900123 ext 12345678", "GB", null],
])("%j beside an address in %j is %j", (phone, country, expected) => {
  expect(plainPhone(phone, country)).toBe(expected);
});

test("however its digits are grouped, a number is one; and what is no number is none, without an error", () => {
  const digits = fc.stringMatching(/^[1-9][0-9]{8}$/).filter((one) => !/(\d)\1{6}$/.test(one));
  const gap = fc.constantFrom("", " ", "-", ".", "/", "\u00a0");
  fc.assert(
    fc.property(digits, fc.array(gap, { minLength: 9, maxLength: 9 }), (number, gaps) => {
      const typed = [...number].map((digit, at) => digit + gaps[at]).join("");
      expect(plainPhone(`0${typed}`, "GB")).toBe(`44${number}`);
      expect(plainPhone(`+44 ${typed}`, null)).toBe(`44${number}`);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.option(fc.string({ maxLength: 4 })), (phone, country) => {
      expect(plainPhone(phone, country) ?? "1234567").toMatch(/^\d{7,15}$/);
    }),
  );
});
