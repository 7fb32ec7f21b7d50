/** One address in one spelling: what is the same house and flat must compare as one, and a neighbour's must not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainName, plainPlace } from "~/domain/order/postal-address";

type Typed = { address1?: string | null; address2?: string | null; zip?: string | null; city?: string | null; countryCode?: string | null };
const place = (typed: Typed) => ({ address1: null, address2: null, zip: "LS1 4AP", city: "Leeds", countryCode: "GB", ...typed });
const wholeOf = (typed: Typed) => plainPlace(place(typed)).whole;

describe("the same place", () => {
  test.each<[Typed, Typed]>([
    [{ address1: "12 High Street" }, { address1: "  12, HIGH ST. " }],
    [{ address1: "12 High Street" }, { address1: "12 High Street", zip: "ls14ap" }],
    [{ address1: "12b High Street" }, { address1: "12 B High Street" }],
    [{ address1: "12 High Street, Flat 3" }, { address1: "Flat 3, 12 High Street" }],
    [{ address1: "12 High Street", address2: "Flat 3" }, { address1: "12 High St #3" }],
    [{ address1: "12 High Street", address2: "Apt. 3b" }, { address1: "12 High Street Apartment 3 B" }],
    [{ address1: "１２ High Street" }, { address1: "12 High Street" }],
    [{ address1: "4 Saint John's Road" }, { address1: "4 St Johns Rd" }],
    [
      { address1: "Müllerstraße 5", zip: "10115", countryCode: "DE" },
      { address1: "Muellerstr. 5".replace("ue", "u"), zip: "10115", countryCode: "de" },
    ],
    [
      { address1: "Lange Straße 5", zip: "10115", countryCode: "DE" },
      { address1: "Lange Str. 5", zip: "10115", countryCode: "DE" },
    ],
    [
      { address1: "1 Infinite Loop", zip: "95014-2083", countryCode: "US" },
      { address1: "1 INFINITE LOOP", zip: "95014", countryCode: "US" },
    ],
    [
      { address1: "12 rue de l'Église", zip: "75001", countryCode: "FR" },
      { address1: "12, Rue de l’Eglise", zip: "75001", countryCode: "FR" },
    ],
    [
      { address1: "7 Nathan Road", zip: null, city: "Kowloon", countryCode: "HK" },
      { address1: "7 Nathan Rd", zip: "", city: "KOWLOON", countryCode: "HK" },
    ],
    [{ address1: "Rose Cottage" }, { address1: "rose cottage" }],
  ])("%j is %j", (one, other) => {
    expect(wholeOf(one)).not.toBeNull();
    expect(wholeOf(other)).toBe(wholeOf(one));
  });
});

describe("another place", () => {
  const home = { address1: "12 High Street, Flat 3" };
  test.each<[string, Typed]>([
    ["the flat next door", { address1: "12 High Street, Flat 4" }],
    ["the house without a flat", { address1: "12 High Street" }],
    ["the house next door", { address1: "14 High Street, Flat 3" }],
    ["the same number in another street", { address1: "12 Low Street, Flat 3" }],
    ["the same street in another town", { address1: "12 High Street, Flat 3", zip: "LS2 4AP" }],
    ["the same text in another country", { address1: "12 High Street, Flat 3", countryCode: "IE" }],
    ["flat and house the other way round", { address1: "3 High Street, Flat 12" }],
  ])("is %s", (_what, other) => {
    expect(wholeOf(other)).not.toBeNull();
    expect(wholeOf(other)).not.toBe(wholeOf(home));
  });
});

test.each<[string, Typed]>([
  ["nothing", {}],
  ["no street", { address1: "12" }],
  ["no house", { address1: "High" }],
  ["no country", { address1: "12 High Street", countryCode: null }],
  ["neither postcode nor town", { address1: "12 High Street", zip: " ", city: "" }],
  ["a parcel locker that many share", { address1: "Packstation 145", zip: "10115", countryCode: "DE" }],
  ["a pick-up point", { address1: "12 High Street", address2: "Parcel Shop Kiosk" }],
])("%s is no place to compare", (_what, typed) => {
  expect(wholeOf(typed)).toBeNull();
});

test("a door is a house number and a postcode, however the rest is spelled; without either there is none", () => {
  const doorOf = (typed: Typed) => plainPlace(place(typed)).door;
  expect(doorOf({ address1: "Flat 3, 12 High Street" })).toBe(doorOf({ address1: "12 Hihg Stret", address2: "third floor" }));
  expect(doorOf({ address1: "14 High Street" })).not.toBe(doorOf({ address1: "12 High Street" }));
  expect(doorOf({ address1: "Rose Cottage" })).toBeNull();
  expect(doorOf({ address1: "12 High Street", zip: null })).toBeNull();
});

test("a name is its words, in any order, case and accent", () => {
  expect(plainName(" KING, Ada ")).toBe(plainName("Ada King"));
  expect(plainName("Zoë  Müller-Lüdenscheidt")).toBe(plainName("zoe muller ludenscheidt"));
  expect(plainName("Ada King")).not.toBe(plainName("Ada Kong"));
  expect(plainName(null)).toBe("");
});

const word = fc
  .stringMatching(/^[A-Za-zäöüéßñ]{3,9}$/)
  .filter((one) => !/^(?:flat|apt|apartment|unit|suite|ste|room|whg|appt|lgh|piso|wohnung|appartement|locker|inpost)$/i.test(one));
const typedPlace = fc.record({
  number: fc.integer({ min: 1, max: 9_999 }),
  letter: fc.constantFrom("", "a", "b"),
  street: fc.array(word, { minLength: 2, maxLength: 3 }),
  unit: fc.option(fc.integer({ min: 1, max: 99 })),
  zip: fc.stringMatching(/^[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}$/),
});
const noise = fc.record({
  upper: fc.boolean(),
  gap: fc.constantFrom(" ", "  ", " \t", "\u00a0", ", "),
  end: fc.constantFrom("", ".", ",", " "),
  decomposed: fc.boolean(),
  unitFirst: fc.boolean(),
  unitWord: fc.constantFrom("Flat", "apt.", "APARTMENT", "Unit", "#"),
});

test("however an address is typed, it comes to the same; and another number, flat or postcode to another", () => {
  fc.assert(
    fc.property(typedPlace, noise, noise, ({ number, letter, street, unit, zip }, one, other) => {
      const typed = (
        { upper, gap, end, decomposed, unitFirst, unitWord }: typeof one,
        changes: { number?: number; unit?: number } = {},
      ) => {
        const house = [`${changes.number ?? number}${letter}`, ...street].join(gap) + end;
        const flat = (changes.unit ?? unit) === null ? "" : `${unitWord} ${changes.unit ?? unit}`;
        const line = !flat ? house : unitFirst ? `${flat}, ${house}` : `${house}, ${flat}`;
        const cased = upper ? line.toUpperCase() : line;
        return { address1: decomposed ? cased.normalize("NFD") : cased, zip: upper ? zip.replace(" ", "") : zip.toLowerCase() };
      };
      const whole = wholeOf(typed(one));
      expect(whole).not.toBeNull();
      expect(wholeOf(typed(other))).toBe(whole);
      expect(wholeOf(typed(other, { number: number + 1 }))).not.toBe(whole);
      expect(wholeOf(typed(other, { unit: (unit ?? 0) + 1 }))).not.toBe(whole);
      expect(wholeOf({ ...typed(other), zip: `${zip}X` })).not.toBe(whole);
    }),
  );
});

test("whatever is typed, it is taken without an error, says no more than what was typed, and the same twice", () => {
  const anything = fc.option(fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.string({ unit: "binary", maxLength: 60 })));
  fc.assert(
    fc.property(anything, anything, anything, anything, anything, (address1, address2, zip, city, countryCode) => {
      const once = plainPlace({ address1, address2, zip, city, countryCode });
      expect(plainPlace({ address1, address2, zip, city, countryCode })).toEqual(once);
      expect(typeof plainName(address1)).toBe("string");
      if (once.whole !== null) expect(once.whole).toMatch(/^[^|]+\|[^|]+\|[^|]+\|[^|]*\|[^|]*$/);
    }),
    { numRuns: 500 },
  );
});
