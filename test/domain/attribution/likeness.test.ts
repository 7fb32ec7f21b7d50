import { expect, test } from "vitest";
import { compareAddresses } from "~/domain/attribution/likeness";

test.each([
  ["mia@example.com", " MIA@Example.com ", "same"],
  ["ｍｉａ@example.com", "mia@example.com", "same"],
  ["mia@example.com", "mia+shop@example.com", "alike"],
  ["a.b@gmail.com", "ab@googlemail.com", "alike"],
  ["a.b+x@gmail.com", "ab@gmail.com", "alike"],
  ["a.b@example.com", "ab@example.com", "different"],
  ["mia@example.com", "tom@example.com", "different"],
  ["mia@example.com", "mia@example.org", "different"],
  ["+mia@example.com", "@example.com", "unknown"],
  ["mia@example.com", null, "unknown"],
  [null, null, "unknown"],
  ["", "", "unknown"],
  ["no address", "no address", "unknown"],
] as const)("%j and %j are %s", (one, other, expected) => {
  expect(compareAddresses(one, other)).toBe(expected);
  expect(compareAddresses(other, one)).toBe(expected);
});
