/**
 * Adds what an order file lacks, by seed: names, an e-mail address that reaches nobody, consent (70 % subscribed), an
 * address, and for products a collection, a unit cost (35–60 % of the price) and stock. Each customer and product has a
 * stream of chance of its own, named by the file's key, so nothing changes when other rows come or go.
 */
import { hash } from "node:crypto";
import type { Address, MarketingState, Minor } from "../books.ts";
import { FIRST_NAMES, LAST_NAMES, type NameGroup } from "./names.ts";
import { STREETS, type Country } from "./places.ts";
import { seededBy, type SeededRandom } from "./seeded-random.ts";

/** Share of customers who said yes to e-mail marketing, and of those who once did and took it back. */
const SUBSCRIBED_SHARE = 0.7;
const UNSUBSCRIBED_SHARE = 0.04;
/** Share of people whose name comes from another language than their country's. */
const NEWCOMER_SHARE = 0.12;
const DOMAINS = ["example.com", "example.org", "example.net"];

export type InventedPerson = { firstName: string; lastName: string; email: string; marketingState: MarketingState };

/** The same person for the same seed and key, wherever else they live or whatever they order. */
export function inventPerson(seed: string, key: string, country: Country | null): InventedPerson {
  const random = seededBy(seed, "customer", key);
  const consent = random.unit();
  const home = country?.group ?? "english";
  const group = random.happens(NEWCOMER_SHARE) ? random.pick(Object.keys(FIRST_NAMES) as NameGroup[]) : home;
  const firstName = random.pick(FIRST_NAMES[group]);
  const lastName = random.pick(LAST_NAMES[group]);
  const mailbox = [mailWord(firstName), mailWord(lastName)].filter((word) => word !== "").join(".");
  return {
    firstName,
    lastName,
    email: `${mailbox}.${mailMark(key)}@${random.pick(DOMAINS)}`,
    marketingState:
      consent < SUBSCRIBED_SHARE ? "SUBSCRIBED" : consent < SUBSCRIBED_SHARE + UNSUBSCRIBED_SHARE ? "UNSUBSCRIBED" : "NOT_SUBSCRIBED",
  };
}

const mailWord = (name: string) =>
  name
    .replace(/ł/g, "l")
    .replace(/ø/g, "o")
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();

/** Makes the address unique without looking at anybody else's: the customer's number, else a digest of the key. */
const mailMark = (key: string) => (/^[1-9]\d{0,11}$/.test(key) ? key : `x${hash("sha256", key, "hex").slice(0, 14)}`);

/** One home per customer and country; null where the country is unknown, rather than a wrong one. */
export function inventAddress(
  seed: string,
  key: string,
  country: Country | null,
  person: { firstName: string | null; lastName: string | null },
): Address | null {
  if (country === null) return null;
  const random = seededBy(seed, "address", key, country.code);
  const [city, zipShape, province] = random.pick(country.cities).split("|");
  return {
    firstName: person.firstName,
    lastName: person.lastName,
    address1: random.pick(STREETS[country.group]).replace("*", String(random.whole(1, 180))),
    city: city!,
    province: province ?? null,
    zip: zipShape ? fillShape(zipShape, random) : null,
    countryCode: country.code,
    country: country.name,
    phone: null,
  };
}

// Letters that postcodes avoid because they are mistaken for others are left out.
const fillShape = (shape: string, random: SeededRandom) =>
  shape.replace(/[#@]/g, (mark) => (mark === "#" ? String(random.whole(1, 9)) : random.pick([..."ABDEFGHJLNPQRSTUWXYZ"])));

export type InventedStockFacts = { unitCostMinor: Minor; inventory: number };

export function inventStockFacts(seed: string, key: string, priceMinor: Minor): InventedStockFacts {
  const random = seededBy(seed, "product", key);
  return { unitCostMinor: Math.round(priceMinor * (0.35 + 0.25 * random.unit())), inventory: random.whole(40, 900) };
}

/** First match wins, so what something is for (Christmas, a child) comes before what it is. */
const COLLECTION_WORDS: [title: string, words: RegExp][] = [
  ["Christmas", /\b(christmas|xmas|advent|reindeer|santa|snowman|snowflake|noel|bauble|nativity|stocking)/i],
  [
    "Toys",
    /\b(toy|toys|doll|dolly|dolls|game|games|puzzle|jigsaw|playhouse|blocks|spaceboy|skittles|babushka|feltcraft|children|childrens|childs|kids|circus|soldier|rattle|ludo|dominoes)\b/i,
  ],
  ["Bags", /\b(bag|bags|shopper|purse|tote|rucksack|backpack|holdall|wallet|suitcase)\b/i],
  ["Jewellery", /\b(necklace|bracelet|earrings?|ring|brooch|bangle|pendant|charm|diamante|hairclip|hairslide|hair|tiara|anklet)\b/i],
  [
    "Lights",
    /\b(light|lights|t-light|t-lights|candle|candles|candlestick|lantern|lamp|lampshade|nightlight|night light|holder|incense|chandelier|votive)\b/i,
  ],
  [
    "Garden",
    /\b(garden|gardener|gardeners|plant|plants|herb|flowerpot|watering|trowel|birdhouse|bird feeder|parasol|picnic|fork|seeds|planter|plantpot|outdoor|grow|greenhouse|deckchair)\b/i,
  ],
  [
    "Party",
    /\b(party|balloon|balloons|bunting|garland|birthday|confetti|streamer|cake cases|cakestand|paper plates|paper cups|napkins|straws|easter)\b/i,
  ],
  [
    "Kitchen",
    /\b(kitchen|mug|mugs|cup|cups|plate|plates|bowl|bowls|tea|teapot|teaspoons|teatime|coffee|jug|cake|cakes|baking|apron|oven|jar|jam|bottle|spoon|spoons|cutlery|tray|lunch|egg|eggs|pantry|recipe|glass|tumbler|saucer|kettle|biscuit|bread|milk|sugar|butter|salt|trivet|napkin|tin|tins|ladle|whisk|colander|chopping|popcorn|snack|dish|straw)\b/i,
  ],
  [
    "Stationery",
    /\b(card|cards|paper|notebook|notebooks|journal|pen|pens|pencil|pencils|stickers|sticker|wrap|ribbon|ribbons|envelope|envelopes|stationery|book|letter|writing|rubber|eraser|sharpener|ruler|tape|chalk|crayons|sketchbook|calendar|tissues|passport|magnet|magnets|stamp|stamps|folder|clipboard|memo|post)\b/i,
  ],
  [
    "Home",
    /\b(home|cushion|cushions|frame|frames|clock|mirror|doormat|rug|blanket|quilt|throw|hook|hooks|drawer|drawers|cabinet|shelf|vase|basket|box|boxes|wall|door|bathroom|towel|soap|hanger|hangers|hanging|sign|stool|chair|table|photo|heart|hearts|decoration|wicker|curtain|knob|knobs|stand|ornament|art|storage|wreath|hot water|warmer|cosy|drawerknob|letters?|cover|zinc|metal|wooden|wood)\b/i,
  ],
];
const OTHERWISE = "Gifts";

export const COLLECTION_TITLES: string[] = [...COLLECTION_WORDS.map(([title]) => title), OTHERWISE];

/** Collections by the words of a title; every product is in exactly one. */
export const collectionByTitle = (title: string): string => COLLECTION_WORDS.find(([, words]) => words.test(title))?.[0] ?? OTHERWISE;
