/** What the owner says one new customer costs them elsewhere. */
import type { World } from "~/ports/world";

/** Joins the transaction at hand. null: they have not said, or took it back, or said it in another currency. */
export function readAdCost(world: World, { currency }: { currency: string }): Promise<bigint | null> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const said = await db.adCost.findFirst({ where: { shopId }, orderBy: { version: "desc" } });
    return said?.currency === currency ? said.amountMinor : null;
  });
}
