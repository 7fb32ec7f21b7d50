/**
 * The products a buyer has had from this store and that can still be bought, the oftenest first: bought for themselves, given
 * away, or taken as a reward.
 */
import type { World } from "~/ports/world";

export type HadProduct = { productId: string; title: string; handle: string; imageUrl: string | null };

const MOST = 24;

/** Joins the transaction at hand. @param among only these are asked for; else the 24 they had most often */
export function readHadProducts(world: World, { buyerId, among }: { buyerId: string; among?: string[] }): Promise<HadProduct[]> {
  const { shopId } = world;
  return world.transaction(
    ({ db }) => db.$queryRaw<HadProduct[]>`
      SELECT p.product_id AS "productId", p.title, p.handle, p.image_url AS "imageUrl"
      FROM orders o JOIN order_line l USING (shop_id, order_id) JOIN product p USING (shop_id, product_id)
      WHERE o.shop_id = ${shopId} AND o.buyer_id = ${buyerId} AND NOT o.test AND o.cancelled_at IS NULL
        AND (${among ?? null}::text[] IS NULL OR l.product_id = ANY(${among ?? null}::text[]))
        AND l.current_quantity > 0 AND NOT l.gift_card AND NOT p.gift_card AND upper(p.status) = 'ACTIVE'
        AND EXISTS (SELECT FROM variant v WHERE v.shop_id = p.shop_id AND v.product_id = p.product_id AND v.available)
      GROUP BY p.product_id, p.title, p.handle, p.image_url
      ORDER BY count(DISTINCT o.order_id) DESC, sum(l.current_quantity) DESC, p.title LIMIT ${MOST}`,
  );
}
