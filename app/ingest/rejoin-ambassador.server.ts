/**
 * An ambassador whose customer is gone from Shopify, and no order tells into whom, is joined to the customer the owner names by
 * their e-mail address. Only a customer who is truly gone can be joined so: nobody takes over a living one's place.
 */
import type { World } from "~/ports/world";
import { joinMergedBuyers } from "./join-merged-buyers.server";
import { refreshBuyer } from "./refresh-buyer.server";

export type Rejoined =
  | { outcome: "joined" }
  /** No customer of ours has this address, or more than one. */
  | { outcome: "nobody of this address" }
  /** That customer is another ambassador. */
  | { outcome: "another ambassador" }
  /** Shopify knows the ambassador's customer after all. */
  | { outcome: "customer is there" }
  | { outcome: "unknown" };

/** Throws ShopProblem when Shopify cannot be asked. Outcomes: see Rejoined. */
export async function rejoinAmbassador(world: World, { ambassadorId, email }: { ambassadorId: string; email: string }): Promise<Rejoined> {
  const { shopId } = world;
  const found = await world.transaction(async ({ db }) => {
    const ambassador = await db.ambassador.findUnique({ where: { shopId_ambassadorId: { shopId, ambassadorId } } });
    if (!ambassador) return null;
    const same = await db.$queryRaw<{ buyerId: string }[]>`
      SELECT buyer_id AS "buyerId" FROM buyer WHERE shop_id = ${shopId} AND lower(email) = lower(${email.trim()}) AND buyer_id <> ${ambassador.buyerId}
        AND merged_into IS NULL AND erased_at IS NULL LIMIT 2`;
    const keptId = same.length === 1 ? same[0].buyerId : null;
    const other = keptId && (await db.ambassador.findUnique({ where: { shopId_buyerId: { shopId, buyerId: keptId } } }));
    return { goneId: ambassador.buyerId, keptId, taken: Boolean(other) };
  });
  if (!found) return { outcome: "unknown" };
  const { goneId, keptId, taken } = found;
  if (!keptId) return { outcome: "nobody of this address" };
  if (taken) return { outcome: "another ambassador" };
  if ((await refreshBuyer(world, { buyerId: goneId })).outcome === "refreshed") return { outcome: "customer is there" };
  if (!(await world.shop.readBuyer(keptId))) return { outcome: "nobody of this address" };
  await joinMergedBuyers(world, { keptId, deletedId: goneId });
  return { outcome: "joined" };
}
