/**
 * Marks: what an order and an ambassador may have in common (address, name at the address, phone, internet connection), kept as
 * fingerprints under the app's key and never as themselves. They can be compared and not be turned back.
 */
import type { Contact, Place } from "~/ports/shop";
import type { World } from "~/ports/world";
import { plainPhone } from "./phone-number";
import { plainName, plainPlace } from "./postal-address";

/** "addressee": a name at an address; "door": a house number and postcode alone; "device": the internet connection. */
export const MARK_KINDS = ["address", "addressee", "door", "phone", "device"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

type Fingerprinting = Pick<World, "shopId" | "fingerprint">;

/** Half of a fingerprint is enough to compare by. */
const KEPT = 32;

/** Under every key still known, so that what was marked before a change of keys and what is marked after it can be compared. */
function mark({ shopId, fingerprint }: Fingerprinting, kind: MarkKind, text: string | null): string[] {
  return text === null ? [] : fingerprint.all(`${shopId} ${kind} ${text}`).map((hash) => `${kind}:${hash.slice(0, KEPT)}`);
}

/** The marks of where something goes and whom it reaches, each once, in a fixed order. */
export function marksOf(world: Fingerprinting, { places, phone, networks }: Contact): string[] {
  const marks = places.flatMap((place) => {
    const { whole, door } = plainPlace(place);
    const name = plainName(place.name);
    return [
      ...mark(world, "address", whole),
      ...mark(world, "addressee", whole && name ? `${whole}|${name}` : null),
      ...mark(world, "door", door),
      ...mark(world, "phone", plainPhone(place.phone, place.countryCode)),
    ];
  });
  return [
    ...new Set([...marks, ...mark(world, "phone", plainPhone(phone, places[0]?.countryCode ?? null)), ...deviceMarks(world, networks)]),
  ].sort();
}

export const deviceMarks = (world: Fingerprinting, networks: string[]): string[] =>
  networks.flatMap((network) => mark(world, "device", network));

export const kindOf = (mark: string): MarkKind => mark.slice(0, mark.indexOf(":")) as MarkKind;

/** Since when each of somebody's marks is theirs, ISO 8601; one that is not named was theirs from the beginning. */
export type MarksSince = { [mark: string]: string };
export type HeldMarks = { marks: string[]; marksSince: MarksSince };

/**
 * Those of their marks that were theirs already at a moment: who moves in with a friend later did not buy for themselves then. Shopify
 * tells an order's moment by the second: what became theirs in that second counts.
 */
export const marksAt = ({ marks, marksSince }: HeldMarks, at: Date): string[] =>
  marks.filter((mark) => !(mark in marksSince) || Math.floor(Date.parse(marksSince[mark]) / 1_000) * 1_000 <= at.getTime());

/** What they hold from now on: a mark they had is theirs since when it was, one that is new since `since`. */
export function holdMarks(before: HeldMarks, marks: string[], since: Date): HeldMarks {
  const had = new Set(before.marks);
  const known = marks.flatMap((mark) => {
    const begun = had.has(mark) ? before.marksSince[mark] : since.toISOString();
    return begun === undefined ? [] : [[mark, begun] as const];
  });
  return { marks, marksSince: Object.fromEntries(known) };
}

/** Of two who became one: both's, each since the earlier. */
export function joinMarks(one: HeldMarks, other: HeldMarks): HeldMarks {
  const marks = [...new Set([...one.marks, ...other.marks])];
  const known = marks.flatMap((mark) => {
    const begun = [one, other].filter((each) => each.marks.includes(mark)).map((each) => each.marksSince[mark]);
    return begun.includes(undefined as never) ? [] : [[mark, begun.sort()[0]] as const];
  });
  return { marks, marksSince: Object.fromEntries(known) };
}

/**
 * The places of a customer's that are their own: what they had sent to somebody else as a present is kept among their addresses,
 * and must not make that person's own orders look like theirs. Their name is theirs at each of these places.
 */
export function ownPlaces(name: string | null, places: Place[]): Place[] {
  const words = plainName(name).split(" ");
  const own = places.filter((place) => {
    const theirs = plainName(place.name);
    return !theirs || !words[0] || theirs.split(" ").some((word) => word.length > 1 && words.includes(word));
  });
  return own.flatMap((place) => [place, { ...place, name }]);
}
