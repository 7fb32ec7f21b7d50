/** Where a product that is sent would go at this moment, as Shopify knows it, with the mark that a yes to it carries. Nothing of it is kept. */
import { ShopProblem, type Destination } from "~/ports/shop";
import type { World } from "~/ports/world";
import { placeMarks } from "./place-mark";

export type ReadDestination =
  /** `marks`: of it under every key still known, the one to keep first. */
  | { outcome: "address"; lines: string[]; marks: string[] }
  /** The store has none of them, or one without a street. */
  | { outcome: "no address" }
  /** Shopify could not be asked. */
  | { outcome: "try later" };

/** Outcomes: see ReadDestination. */
export const readDestination = async (world: World, { buyerId }: { buyerId: string }): Promise<ReadDestination> =>
  (await readDestinations(world, [buyerId]))[0];

/** @returns for each of at most 25 customers, in their order */
export async function readDestinations(world: World, buyerIds: string[]): Promise<ReadDestination[]> {
  if (!buyerIds.length) return [];
  try {
    const places = await world.shop.readDestinations(buyerIds);
    return buyerIds.map((_, at) => seen(world, places[at]));
  } catch (problem) {
    if (!(problem instanceof ShopProblem)) throw problem;
    return buyerIds.map(() => ({ outcome: "try later" }));
  }
}

const seen = (world: World, place: Destination | null): ReadDestination =>
  place ? { outcome: "address", lines: place.lines, marks: placeMarks(world, place) } : { outcome: "no address" };
