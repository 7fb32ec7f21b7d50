/**
 * The products on an ambassador's page: those they chose, as long as they can be bought. Nothing stands there by itself: what
 * somebody buys is told to nobody unless they say so.
 */
import type { Tx } from "~/ports/world";
import { MOST_FAVOURITES } from "../ambassador/own-page";

export type LovedProduct = { title: string; handle: string; imageUrl: string | null };

/** In the order they were chosen in. Joins the transaction at hand. */
export function readLovedProducts(db: Tx["db"], shopId: string, { favourites }: { favourites: string[] }): Promise<LovedProduct[]> {
  return db.$queryRaw<LovedProduct[]>`
    SELECT p.title, p.handle, p.image_url AS "imageUrl" FROM product p
    WHERE p.shop_id = ${shopId} AND p.product_id = ANY(${favourites}::text[]) AND NOT p.gift_card AND upper(p.status) = 'ACTIVE'
      AND EXISTS (SELECT FROM variant v WHERE v.shop_id = p.shop_id AND v.product_id = p.product_id AND v.available)
    ORDER BY array_position(${favourites}::text[], p.product_id) LIMIT ${MOST_FAVOURITES}`;
}
