/**
 * Before a product that is sent is taken, its ambassador reads where it would go, as Shopify knows it at that moment. Asking takes
 * nothing and keeps nothing: what is said yes to goes with the next press, as a mark (place-mark).
 */
import { mayTake, type RewardsPage as Facts } from "~/domain/page/rewards-page";
import { readDestination } from "~/domain/reward/read-destination.server";
import type { World } from "~/ports/world";
import type { Pressed } from "./press-rewards.server";

/** The address that is asked about; `place` null: the store has none of them. */
export type Where = { variantId: string; place: { lines: string[]; mark: string } | null };

const kind = "product sent";

/** What could not be taken anyway is said first. */
export async function askWhere(
  world: World,
  { buyerId, variantId, facts }: { buyerId: string; variantId: string; facts: Facts },
): Promise<Pressed> {
  const said = { variantId, kind } as const;
  if (facts.state === "left") return { ...said, outcome: "not an ambassador" };
  if (!facts.productWays.includes(kind)) return { ...said, outcome: "not offered" };
  const item = facts.shelf.find((one) => one.variantId === variantId);
  if (!item) return { ...said, outcome: "not on the shelf" };
  if (!mayTake(item)) return { ...said, outcome: item.iconsUntil === null ? "balance too low" : "first dibs" };
  const seen = await readDestination(world, { buyerId });
  if (seen.outcome === "try later") return { ...said, outcome: "try later" };
  if (seen.outcome === "no address") return { ...said, outcome: "no address", where: { variantId, place: null } };
  const { lines, marks } = seen;
  return { ...said, outcome: "confirm address", where: { variantId, place: { lines, mark: marks[0] } } };
}
