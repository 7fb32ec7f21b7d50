/** Where parcels go in tests: an address of somebody's, and the yes to the one that Shopify has of them now. */
import { readDestination } from "../../app/domain/reward/read-destination.server.ts";
import type { Destination } from "../../app/ports/shop.ts";
import type { World } from "../../app/ports/world.ts";

export function aDestination(changes: Partial<Omit<Destination, "lines">> = {}): Destination {
  const place = {
    ...{ name: "Maxine Hill", company: null, address1: "1 High Street", address2: null, zip: "LS1 1AA", city: "Leeds", province: null },
    ...{ countryCode: "GB", ...changes },
  };
  const { name, address1, address2, zip, city, countryCode } = place;
  return { ...place, lines: [name, address1, address2, `${city} ${zip}`, countryCode].filter((line) => line !== null) };
}

/** As an ambassador who reads where it would go and says yes. @throws Error where they could not */
export async function confirmedMark(world: World, { ambassadorId }: { ambassadorId: string }): Promise<string> {
  const { shopId } = world;
  const { buyerId } = await world.transaction(({ db }) =>
    db.ambassador.findUniqueOrThrow({ where: { shopId_ambassadorId: { shopId, ambassadorId } }, select: { buyerId: true } }),
  );
  const seen = await readDestination(world, { buyerId });
  if (seen.outcome !== "address") throw new Error(`nobody can say yes to where it goes: ${seen.outcome}`);
  return seen.marks[0];
}

/** A product as it is asked for, had in one way or the other. */
export async function productWish<K extends "product code" | "product sent">(
  world: World,
  { kind, ambassadorId, variantId, shownMinor }: { kind: K; ambassadorId: string; variantId: string; shownMinor: bigint },
) {
  const wish = { ambassadorId, variantId, shownMinor };
  return kind === "product sent"
    ? { ...wish, kind: "product sent" as const, placeMark: await confirmedMark(world, { ambassadorId }) }
    : { ...wish, kind: "product code" as const };
}
