/** Who is one person by Shopify's word: customers that became another, and whom they became, however long the chain. */
import type { World } from "~/ports/world";

/** Those given and everybody who is one with any of them, the smaller id first. Joins the transaction at hand. */
export function readMerged(world: World, { buyerIds }: { buyerIds: string[] }): Promise<string[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const rows = await db.$queryRaw<{ buyerId: string }[]>`
      WITH RECURSIVE one AS (
        SELECT buyer_id FROM unnest(${buyerIds}::text[]) AS given (buyer_id)
        UNION
        SELECT near.buyer_id FROM one CROSS JOIN LATERAL (
          SELECT b.merged_into AS buyer_id FROM buyer b WHERE b.shop_id = ${shopId} AND b.buyer_id = one.buyer_id AND b.merged_into IS NOT NULL
          UNION ALL SELECT b.buyer_id FROM buyer b WHERE b.shop_id = ${shopId} AND b.merged_into = one.buyer_id) near
      )
      SELECT buyer_id AS "buyerId" FROM one ORDER BY buyer_id`;
    return rows.map(({ buyerId }) => buyerId);
  });
}
