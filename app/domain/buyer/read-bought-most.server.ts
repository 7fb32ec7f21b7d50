/**
 * The three products a buyer buys most for themselves, for the store's owner: not what they gave away, not what they took as a reward,
 * and only what can still be bought.
 */
import type { Tx } from "~/ports/world";

const PRODUCTS_SHOWN = 3;

/** Joins the transaction at hand. */
export function readBoughtMost(
  db: Tx["db"],
  shopId: string,
  buyerId: string,
): Promise<{ title: string; handle: string; imageUrl: string | null }[]> {
  return db.$queryRaw`
    SELECT p.title, p.handle, p.image_url AS "imageUrl"
    FROM orders o JOIN order_line l USING (shop_id, order_id) JOIN product p USING (shop_id, product_id)
    WHERE o.shop_id = ${shopId} AND o.buyer_id = ${buyerId} AND NOT o.test AND NOT o.own_reward AND NOT o.gift AND o.cancelled_at IS NULL
      AND l.current_quantity > 0 AND NOT l.gift_card AND NOT p.gift_card AND upper(p.status) = 'ACTIVE'
      AND EXISTS (SELECT FROM variant v WHERE v.shop_id = p.shop_id AND v.product_id = p.product_id AND v.available)
    GROUP BY p.product_id, p.title, p.handle, p.image_url
    ORDER BY count(DISTINCT o.order_id) DESC, sum(l.current_quantity) DESC, p.title LIMIT ${PRODUCTS_SHOWN}`;
}
