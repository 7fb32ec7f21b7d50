/** Where a product that is sent would go at this moment, as Shopify knows it, with the mark that a yes to it carries. Nothing of it is kept. */
import { ShopProblem } from "~/ports/shop";
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
  (await readDestinations(world, [buyerId])).get(buyerId)!;

/** @returns for each of at most 25 customers, by their id */
export async function readDestinations(world: World, buyerIds: string[]): Promise<Map<string, ReadDestination>> {
  const each = [...new Set(buyerIds)];
  if (!each.length) return new Map();
  try {
    const places = await world.shop.readDestinations(each);
    return new Map(
      each.map((buyerId, at): [string, ReadDestination] => {
        const place = places[at];
        return [buyerId, place ? { outcome: "address", lines: place.lines, marks: placeMarks(world, place) } : { outcome: "no address" }];
      }),
    );
  } catch (problem) {
    if (!(problem instanceof ShopProblem)) throw problem;
    return new Map(each.map((buyerId) => [buyerId, { outcome: "try later" }]));
  }
}
