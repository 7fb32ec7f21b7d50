/** Marks are fingerprints: they tell shops and keys apart, and say nothing in words. */
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareMarks } from "~/domain/attribution/likeness";
import { holdMarks, joinMarks, kindOf, MARK_KINDS, marksAt, marksOf, ownPlaces } from "~/domain/order/mark";
import type { Contact, Place } from "~/ports/shop";

const keyed = (...keys: string[]) => {
  const all = (text: string) => keys.map((key) => createHmac("sha256", key).update(text).digest("hex"));
  return { shopId: "tea.myshopify.com", fingerprint: { all, of: (text: string) => all(text)[0] } };
};
const place = (values: Partial<Place> = {}): Place => ({
  ...{ name: "Ada King", address1: "12 High Street", address2: null, zip: "LS1 4AP", city: "Leeds", countryCode: "GB", phone: null },
  ...values,
});
const contact = (values: Partial<Contact> = {}): Contact => ({ places: [place()], phone: null, networks: [], ...values });

test("an order and an ambassador marked before and after a change of keys are still compared", () => {
  const [before, after] = [keyed("one"), keyed("two", "one")];
  expect(compareMarks(marksOf(before, contact()), marksOf(after, contact()))).toEqual(["address", "door"]);
  expect(compareMarks(marksOf(after, contact()), marksOf(before, contact()))).toEqual(["address", "door"]);
  expect(compareMarks(marksOf(before, contact()), marksOf(keyed("three"), contact()))).toEqual([]);
});

test("the same address has other marks at another shop", () => {
  const here = keyed("one");
  expect(compareMarks(marksOf(here, contact()), marksOf({ ...here, shopId: "mugs.myshopify.com" }, contact()))).toEqual([]);
});

test("delivery and billing address, the order's phone and its connection are marked, each once", () => {
  const ordered = contact({
    places: [place(), place(), place({ address1: "1 Low Road" })],
    phone: "07700 900123",
    networks: ["203.0.113.7"],
  });
  expect(marksOf(keyed("one"), ordered).map(kindOf)).toEqual([
    "address",
    "address",
    "addressee",
    "addressee",
    "device",
    "door",
    "door",
    "phone",
  ]);
  expect(marksOf(keyed("one"), contact({ places: [] }))).toEqual([]);
});

test.each<[string | null, string | null, boolean]>([
  ["Ada King", "Ada King", true],
  ["Ada King", "A. KING", true],
  ["Ada King", null, true],
  [null, "Frida Friend", true],
  ["Ada King", "Frida Friend", false],
  ["A B", "A C", false],
])("for %j an address kept for %j is their own: %j", (name, kept, own) => {
  expect(ownPlaces(name, [place({ name: kept })]).length > 0).toBe(own);
});

const [EARLY, LATE] = [new Date("2026-10-01T00:00:00Z"), new Date("2026-11-01T00:00:00Z")];

test("a mark is somebody's from a moment on: one they had since when it was, a new one since it may have come, one of before always", () => {
  const before = { marks: ["phone:old", "door:1"], marksSince: { "door:1": EARLY.toISOString() } };
  const held = holdMarks(before, ["phone:old", "door:1", "address:new"], LATE);
  expect(held.marksSince).toEqual({ "door:1": EARLY.toISOString(), "address:new": LATE.toISOString() });
  const at = (moment: Date, ms = 0) => marksAt(held, new Date(moment.getTime() + ms));
  expect([at(EARLY, -1), at(EARLY), at(LATE, -1), at(LATE)]).toEqual([
    ["phone:old"],
    ["phone:old", "door:1"],
    ["phone:old", "door:1"],
    ["phone:old", "door:1", "address:new"],
  ]);
  expect(holdMarks(held, ["door:1"], LATE)).toEqual({ marks: ["door:1"], marksSince: { "door:1": EARLY.toISOString() } });
});

test("two who became one hold both's marks, each since the earlier", () => {
  const one = { marks: ["door:1", "door:2"], marksSince: { "door:1": LATE.toISOString(), "door:2": LATE.toISOString() } };
  const other = { marks: ["door:1", "door:2", "door:3"], marksSince: { "door:1": EARLY.toISOString(), "door:3": LATE.toISOString() } };
  expect(joinMarks(one, other)).toEqual({
    marks: ["door:1", "door:2", "door:3"],
    marksSince: { "door:1": EARLY.toISOString(), "door:3": LATE.toISOString() },
  });
  expect(joinMarks(other, one).marksSince).toEqual(joinMarks(one, other).marksSince);
});

test("whatever is typed, marks are kinds with half a fingerprint, the same in any order of addresses", () => {
  const text = fc.option(fc.string({ unit: "grapheme", maxLength: 30 }));
  const anyPlace: fc.Arbitrary<Place> = fc.record({
    ...{ name: text, address1: text, address2: text, zip: text, city: text, phone: text },
    countryCode: fc.constantFrom("GB", "DE", null),
  });
  fc.assert(
    fc.property(fc.array(anyPlace, { maxLength: 3 }), (places) => {
      const marks = marksOf(keyed("one"), contact({ places }));
      for (const mark of marks) {
        expect(mark).toMatch(/^[a-z]+:[0-9a-f]{32}$/);
        expect(MARK_KINDS).toContain(kindOf(mark));
      }
      expect(marksOf(keyed("one"), contact({ places: places.toReversed() }))).toEqual(marks);
      const named = marks.some((mark) => kindOf(mark) === "addressee");
      if (named) expect(compareMarks(marks, marks)).toContain("address");
    }),
  );
});
