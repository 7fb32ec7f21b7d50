import { describe, expect, test } from "vitest";
import { COLLECTION_TITLES, collectionByTitle, inventAddress, inventPerson, inventStockFacts } from "./enrich.ts";
import { FIRST_NAMES, LAST_NAMES } from "./names.ts";
import { findCountry, STREETS } from "./places.ts";
import { titleCase } from "./title-case.ts";

const uk = findCountry("United Kingdom");
const keys = Array.from({ length: 5_000 }, (_, index) => String(12_346 + index));

describe("invented customers", () => {
  test("the same seed and key give the same person, another seed another", () => {
    expect(inventPerson("s", "12346", uk)).toEqual(inventPerson("s", "12346", uk));
    expect(inventPerson("s", "12346", uk)).not.toEqual(inventPerson("t", "12346", uk));
    const person = inventPerson("s", "12346", uk);
    expect(inventAddress("s", "12346", uk, person)).toEqual(inventAddress("s", "12346", uk, person));
  });

  test("seven in ten are subscribed, a few have unsubscribed", () => {
    const states = keys.map((key) => inventPerson("s", key, uk).marketingState);
    const share = (state: string) => states.filter((each) => each === state).length / states.length;
    expect(Math.abs(share("SUBSCRIBED") - 0.7)).toBeLessThan(0.02);
    expect(Math.abs(share("UNSUBSCRIBED") - 0.04)).toBeLessThan(0.01);
    expect(share("SUBSCRIBED") + share("UNSUBSCRIBED") + share("NOT_SUBSCRIBED")).toBeCloseTo(1, 10);
  });

  test("every e-mail address is their own and reaches nobody", () => {
    const mails = [...keys, "Ana Lima", "ana lima", "+44 20 7946 0000"].map((key) => inventPerson("s", key, uk).email);
    expect(new Set(mails).size).toBe(mails.length);
    for (const mail of mails) expect(mail).toMatch(/^[a-z.]+\.x?[0-9a-f]+@example\.(com|org|net)$/);
  });

  test("names follow the country, with some from elsewhere", () => {
    const share = (country: string, names: string[]) => {
      const people = keys.slice(0, 1_000).map((key) => inventPerson("s", key, findCountry(country)));
      return people.filter((person) => names.includes(person.firstName)).length / people.length;
    };
    expect(share("Germany", FIRST_NAMES.german)).toBeGreaterThan(0.85);
    expect(share("Germany", FIRST_NAMES.german)).toBeLessThan(1);
    expect(share("Japan", FIRST_NAMES.japanese)).toBeGreaterThan(0.85);
  });

  test("there are at least 150 first and 150 last names in English alone, and streets for every language", () => {
    expect(new Set(FIRST_NAMES.english).size).toBeGreaterThanOrEqual(150);
    expect(new Set(LAST_NAMES.english).size).toBeGreaterThanOrEqual(150);
    for (const streets of Object.values(STREETS)) for (const street of streets) expect(street).toContain("*");
  });

  test("addresses are in the country, with its postcode's shape, and no phone", () => {
    for (const key of keys.slice(0, 200)) {
      const address = inventAddress("s", key, uk, { firstName: "A", lastName: "B" })!;
      expect(address).toMatchObject({ countryCode: "GB", country: "United Kingdom", phone: null, province: null, firstName: "A" });
      expect(address.zip).toMatch(/^[A-Z]{1,2}[1-9] [1-9][A-Z]{2}$/);
      expect(address.address1).toMatch(/^\d+ \D+$/);
    }
    expect(inventAddress("s", "1", findCountry("USA"), { firstName: null, lastName: null })).toMatchObject({ countryCode: "US" });
  });

  test.each(["Unspecified", "European Community", "", null])("an unknown country (%s) gets no address rather than a wrong one", (name) => {
    expect(findCountry(name)).toBeNull();
    expect(inventAddress("s", "1", findCountry(name), { firstName: "A", lastName: "B" })).toBeNull();
  });

  test.each([
    ["EIRE", "IE"],
    ["RSA", "ZA"],
    ["Channel Islands", "JE"],
    ["gb", "GB"],
    ["Czech Republic", "CZ"],
  ])("%s is found as %s", (name, code) => {
    expect(findCountry(name)?.code).toBe(code);
  });
});

describe("invented product facts", () => {
  test("unit cost is 35 to 60 % of the price and the same each time", () => {
    for (const key of keys.slice(0, 500)) {
      const facts = inventStockFacts("s", key, 1_000);
      expect(facts).toEqual(inventStockFacts("s", key, 1_000));
      expect(facts.unitCostMinor).toBeGreaterThanOrEqual(350);
      expect(facts.unitCostMinor).toBeLessThanOrEqual(600);
      expect(facts.inventory).toBeGreaterThan(0);
    }
  });

  test.each([
    ["Christmas Lights 10 Reindeer", "Christmas"],
    ["Jumbo Bag Red Retrospot", "Bags"],
    ["White Hanging Heart T-Light Holder", "Lights"],
    ["Ivory Giant Garden Thermometer", "Garden"],
    ["Regency Cakestand 3 Tier", "Party"],
    ["Set of 3 Cake Tins Pantry Design", "Kitchen"],
    ["Pack of 12 Red Retrospot Tissues", "Stationery"],
    ["Spaceboy Lunch Box", "Toys"],
    ["Doormat New England", "Home"],
    ["Black Sweetheart Bracelet", "Jewellery"],
    ["Inflatable Political Globe", "Gifts"],
  ])("%s is in %s", (title, collection) => {
    expect(collectionByTitle(title)).toBe(collection);
    expect(COLLECTION_TITLES).toContain(collection);
  });

  test.each([
    ["WHITE HANGING HEART T-LIGHT HOLDER", "White Hanging Heart T-Light Holder"],
    ["POPPY'S  PLAYHOUSE KITCHEN ", "Poppy's Playhouse Kitchen"],
    ["BOX OF 6 ASSORTED COLOUR TEASPOONS", "Box of 6 Assorted Colour Teaspoons"],
    ["WOOD S/3 CABINET", "Wood S/3 Cabinet"],
    ["OF MICE", "Of Mice"],
    ["iPhone Case", "iPhone Case"],
    ["POLYESTER FILLER PAD 45x45cm", "POLYESTER FILLER PAD 45x45cm"],
  ])("%s reads %s", (raw, title) => {
    expect(titleCase(raw)).toBe(title);
  });
});
