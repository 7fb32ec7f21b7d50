/**
 * The products on an ambassador's page: those they chose, as long as they can be bought; else the three they buy most for
 * themselves.
 */
import type { Tx } from "~/ports/world";

export type LovedProduct = { title: string; handle: string; imageUrl: string | null };

const PRODUCTS_SHOWN = 3;

/** `chosen`: by the ambassador. Joins the transaction at hand. */
export async function readLovedProducts(
  db: Tx["db"],
  shopId: string,
  { buyerId, favourites }: { buyerId: string; favourites: string[] },
): Promise<{ chosen: boolean; products: LovedProduct[] }> {
  const chosen = favourites.length ? await readChosen(db, shopId, favourites) : [];
  if (chosen.length) return { chosen: true, products: chosen };
  return { chosen: false, products: await readBoughtMost(db, shopId, buyerId) };
}

/** In the order they were chosen in. */
const readChosen = (db: Tx["db"], shopId: string, favourites: string[]): Promise<LovedProduct[]> =>
  db.$queryRaw<LovedProduct[]>`
    SELECT p.title, p.handle, p.image_url AS "imageUrl" FROM product p
    WHERE p.shop_id = ${shopId} AND p.product_id = ANY(${favourites}::text[]) AND NOT p.gift_card AND upper(p.status) = 'ACTIVE'
      AND EXISTS (SELECT FROM variant v WHERE v.shop_id = p.shop_id AND v.product_id = p.product_id AND v.available)
    ORDER BY array_position(${favourites}::text[], p.product_id) LIMIT ${PRODUCTS_SHOWN}`;

/** Not what they gave away, not what they took as a reward, and only what can still be bought. */
export function readBoughtMost(db: Tx["db"], shopId: string, buyerId: string): Promise<LovedProduct[]> {
  return db.$queryRaw<LovedProduct[]>`
    SELECT p.title, p.handle, p.image_url AS "imageUrl"
    FROM orders o JOIN order_line l USING (shop_id, order_id) JOIN product p USING (shop_id, product_id)
    WHERE o.shop_id = ${shopId} AND o.buyer_id = ${buyerId} AND NOT o.test AND NOT o.own_reward AND NOT o.gift AND o.cancelled_at IS NULL
      AND l.current_quantity > 0 AND NOT l.gift_card AND NOT p.gift_card AND upper(p.status) = 'ACTIVE'
      AND EXISTS (SELECT FROM variant v WHERE v.shop_id = p.shop_id AND v.product_id = p.product_id AND v.available)
    GROUP BY p.product_id, p.title, p.handle, p.image_url
    ORDER BY count(DISTINCT o.order_id) DESC, sum(l.current_quantity) DESC, p.title LIMIT ${PRODUCTS_SHOWN}`;
}
