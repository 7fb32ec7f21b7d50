/** The shelf as it stands: what may be chosen, the cheapest first, a page at a time. */
import type { World } from "~/ports/world";
import type { ShelfItem } from "./reward";

const PAGE_SIZE = 60;

/** Available items first, then by price. Pages count from 1. */
export function readShelf(
  world: World,
  { programId, page = 1 }: { programId: string; page?: number },
): Promise<{ items: ShelfItem[]; total: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const [{ total }] = await db.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total FROM shelf_item WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid`;
    const items = await db.$queryRaw<ShelfItem[]>`
      SELECT v.variant_id AS "variantId", v.product_id AS "productId", p.title, nullif(v.title, 'Default Title') AS "variantTitle", p.handle,
        p.image_url AS "imageUrl", v.price_minor AS "priceMinor", v.currency, s.first_dibs_until AS "firstDibsUntil", v.available AND upper(p.status) = 'ACTIVE' AS available
      FROM shelf_item s
        JOIN variant v ON v.shop_id = s.shop_id AND v.variant_id = s.variant_id
        JOIN product p ON p.shop_id = v.shop_id AND p.product_id = v.product_id
      WHERE s.shop_id = ${shopId} AND s.program_id = ${programId}::uuid AND NOT p.gift_card
      ORDER BY 10 DESC, v.price_minor, v.variant_id LIMIT ${PAGE_SIZE} OFFSET ${(Math.max(1, page) - 1) * PAGE_SIZE}`;
    return { items, total };
  });
}
