/** The shelf as it stands: what may be chosen now, the cheapest first. */
import type { World } from "~/ports/world";
import { readLatestVersion } from "../program/read-latest-version.server";
import { mayStand } from "./on-the-shelf";
import type { ShelfItem } from "./reward";

const MOST_ITEMS = 60;

/** By price, at most sixty; `total` counts all. Empty when there is no such programme. */
export function readShelf(world: World, { programId }: { programId: string }): Promise<{ items: ShelfItem[]; total: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const program = await readLatestVersion(world, { programId });
    if (!program) return { items: [], total: 0 };
    const rows = await db.$queryRaw<(ShelfItem & { total: number })[]>`
      SELECT v.variant_id AS "variantId", v.product_id AS "productId", p.title, nullif(v.title, 'Default Title') AS "variantTitle", p.handle,
        p.image_url AS "imageUrl", v.price_minor AS "priceMinor", v.currency, s.first_dibs_until AS "firstDibsUntil", (count(*) OVER ())::int AS total
      FROM shelf_item s
        JOIN variant v ON v.shop_id = s.shop_id AND v.variant_id = s.variant_id
        JOIN product p ON p.shop_id = v.shop_id AND p.product_id = v.product_id
      WHERE s.shop_id = ${shopId} AND s.program_id = ${programId}::uuid AND s.left_at IS NULL AND ${mayStand(program)}
      ORDER BY v.price_minor, v.variant_id LIMIT ${MOST_ITEMS}`;
    return { items: rows.map(({ total: _all, ...item }) => item), total: rows[0]?.total ?? 0 };
  });
}
