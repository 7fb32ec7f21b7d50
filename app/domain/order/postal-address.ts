/**
 * One postal address in one spelling, however it was typed, so that two can be compared by their fingerprints: without case,
 * accents, punctuation and the many ways to write "street" or "flat". What is left of a difference (another flat of the same
 * house) is one: neighbours are friends, too.
 */
import type { Place } from "~/ports/shop";

/** Words people shorten, in the short form; what ends in such a word (Musterstrasse) is shortened as well. */
const SHORT: Record<string, string> = {
  ...{ street: "st", road: "rd", avenue: "ave", av: "ave", lane: "ln", drive: "dr", court: "ct", place: "pl", square: "sq" },
  ...{ close: "cl", crescent: "cres", terrace: "terr", gardens: "gdns", boulevard: "blvd", highway: "hwy", parkway: "pkwy" },
  ...{ north: "n", south: "s", east: "e", west: "w", saint: "st", mount: "mt", strasse: "str", platz: "pl", rue: "r", calle: "c" },
};
const SHORT_ENDS: [string, string][] = [
  ["strasse", "str"],
  ["straat", "str"],
];
const UNIT =
  /(?:\b(?:flat|apartment|apt|unit|suite|ste|room|rm|wohnung|whg|appartement|appt|lgh|piso)\b|#)[\s.:#]*(?:no\b[\s.]*)?(\p{N}+\s?\p{L}?\b|\p{L}\b)/gu;
/** Where many fetch their parcels: the same one says nothing. */
const SHARED =
  /\b(?:packstation|postfiliale|paketshop|paketbox|parcel ?shop|parcel ?locker|inpost|paczkomat|locker|pick ?up|click (?:and|&) collect)\b/u;

/** `whole`: house and flat. `door`: house number and postcode alone, for what is spelled in no way we know. null: too little is said. */
export type PlainPlace = { whole: string | null; door: string | null };

export function plainPlace({ address1, address2, zip, city, countryCode }: Omit<Place, "name" | "phone">): PlainPlace {
  const text = spelled(`${address1 ?? ""} , ${address2 ?? ""}`);
  const country = (countryCode ?? "").trim().toUpperCase();
  const area = plainZip(zip, country) || plainWords(spelled(city ?? ""));
  if (!area || !country || SHARED.test(text)) return { whole: null, door: null };

  const units: string[] = [];
  const rest = text.replace(UNIT, (_, unit: string) => {
    units.push(unit.replace(/\s/g, ""));
    return " ";
  });
  // "12 b" and "12b" are one number.
  const words = rest.replace(/(\p{N})\s+(\p{L})\b/gu, "$1$2").match(/[\p{L}\p{N}]+/gu) ?? [];
  const numbers = words.filter((word) => /^\p{N}/u.test(word));
  const letters = words.filter((word) => !/^\p{N}/u.test(word)).map(shorten);
  const street = letters.join("");
  // A house has a number, or a name of more than a few letters.
  const whole =
    street && (numbers.length || street.length > 5) ? [country, area, street, numbers.join("-"), units.join("-")].join("|") : null;
  return { whole, door: numbers.length && plainZip(zip, country) ? [country, area, numbers[0]].join("|") : null };
}

/** A person's name as the words in it, in no order: "Ada King" and "KING, Ada" are one. */
export const plainName = (name: string | null): string => [...new Set(spelled(name ?? "").match(/\p{L}+/gu) ?? [])].sort().join(" ");

const spelled = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/['’`´]/gu, "")
    .normalize("NFC");

const plainWords = (text: string): string => (text.match(/[\p{L}\p{N}]+/gu) ?? []).join("");

function plainZip(zip: string | null, country: string): string {
  const plain = plainWords(spelled(zip ?? ""));
  // The last four digits of an American postcode are left out as often as not.
  return country === "US" ? plain.slice(0, 5) : plain;
}

function shorten(word: string): string {
  const short = Object.hasOwn(SHORT, word) ? SHORT[word] : word;
  const end = SHORT_ENDS.find(([long]) => short.endsWith(long));
  return end ? short.slice(0, -end[0].length) + end[1] : short;
}
