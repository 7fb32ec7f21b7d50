/**
 * Store credit that was found and a wish for just that which waits are one: it bears no mark, so either may be answered first, and the
 * other is answered by it. Otherwise what was given once would be taken twice.
 */
import type { World } from "~/ports/world";
import { CLOCKS_DIFFER_MS } from "./stray";

type Wish = { kind: string; buyerId: string; currency: string; priceMinor: bigint; requestedAt: Date };

/** Before the reward is held, as whoever answers a stray has it. In the transaction at hand. @returns what Shopify calls it; null: nothing of the kind was found */
export async function claimStray(
  world: World,
  { kind, buyerId, currency, priceMinor, requestedAt }: Wish,
): Promise<{ strayId: string; shopifyId: string } | null> {
  if (kind !== "store credit") return null;
  const { shopId } = world;
  const since = new Date(requestedAt.getTime() - CLOCKS_DIFFER_MS);
  const [found] = await world.transaction(
    ({ db }) => db.$queryRaw<{ strayId: string; shopifyId: string }[]>`
      SELECT stray_id::text AS "strayId", shopify_id AS "shopifyId" FROM stray WHERE shop_id = ${shopId} AND buyer_id = ${buyerId} AND answer IS NULL
        AND kind = 'store credit' AND currency = ${currency} AND amount_minor = ${priceMinor} AND made_at >= ${since}
      ORDER BY made_at, stray_id LIMIT 1 FOR UPDATE`,
  );
  return found ?? null;
}
