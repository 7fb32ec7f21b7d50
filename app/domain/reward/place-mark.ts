/**
 * The mark of an address: what is kept of where somebody agreed that a product goes. It can be compared and not be turned back, it is
 * the store's own, and it stays as it is when their customer becomes one with another. Another spelling of capitals or blanks is no other
 * address; another name on the parcel is one.
 */
import type { Destination } from "~/ports/shop";
import type { World } from "~/ports/world";

type Fingerprinting = Pick<World, "shopId" | "fingerprint">;

const plain = (part: string | null): string => (part ?? "").normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();

function textOf({ shopId }: Fingerprinting, place: Destination): string {
  const { name, company, address1, address2, zip, city, province, countryCode } = place;
  return `${shopId} destination ${JSON.stringify([name, company, address1, address2, zip, city, province, countryCode].map(plain))}`;
}

/** Under every key still known: the first is what is kept, any of them is it. */
export const placeMarks = (world: Fingerprinting, place: Destination): string[] => world.fingerprint.all(textOf(world, place));
