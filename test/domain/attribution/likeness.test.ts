import { expect, test } from "vitest";
import { compareAddresses, compareMarks } from "~/domain/attribution/likeness";

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

test.each([
  [[], ["address:1"], null],
  [["address:1"], [], null],
  [["address:1", "addressee:2"], ["address:1", "addressee:2"], ["address"]],
  [["address:1", "addressee:3"], ["address:1", "addressee:2"], ["household"]],
  [["address:1"], ["address:1", "addressee:2"], ["household"]],
  [
    ["door:1", "device:1"],
    ["device:1", "door:1"],
    ["door", "device"],
  ],
  [["phone:1", "device:2"], ["phone:1", "device:1"], ["phone"]],
  // A fingerprint is compared with those of its own kind.
  [["phone:1"], ["device:1"], []],
])("the marks %j of an order and %j of an ambassador have %j in common", (order, ambassador, signs) => {
  expect(compareMarks(order, ambassador)).toEqual(signs);
});
