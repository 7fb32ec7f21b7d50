/**
 * The default shelf: what the store sells most, one variant a product, each dear enough to be a present and never a gift
 * card. What still qualifies stays, so that nobody's next reward vanishes because something else sold better this week.
 */
import type { World } from "~/ports/world";
import { readLiveProgram } from "../program/read-live-program.server";

const MOST_ITEMS = 60;
const DAY_MS = 86_400_000;

/** Outcomes: "restocked" with how many were added, removed and are there now; "no programme". */
export async function restockShelf(
  world: World,
): Promise<{ outcome: "restocked"; added: number; removed: number; items: number } | { outcome: "no programme" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const program = await readLiveProgram(world);
    if (!program) return { outcome: "no programme" };
    const { programId, currency, shelfMinimumMinor, firstDibsDays } = program;
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${shopId} shelf ${programId}`}, 0))`;
    const removed = await db.$executeRaw`
      DELETE FROM shelf_item s WHERE s.shop_id = ${shopId} AND s.program_id = ${programId}::uuid AND NOT EXISTS (
        SELECT FROM variant v JOIN product p USING (shop_id, product_id)
        WHERE v.shop_id = s.shop_id AND v.variant_id = s.variant_id AND v.available AND upper(p.status) = 'ACTIVE' AND NOT p.gift_card
          AND v.currency = ${currency} AND v.price_minor >= ${shelfMinimumMinor} AND v.price_minor > 0)`;
    const stay = await db.shelfItem.count({ where: { shopId, programId } });
    const now = world.clock.now();
    // A shelf that is filled for the first time is for everybody; what joins it later, icons see first.
    const firstDibsUntil = stay > 0 && firstDibsDays > 0 ? new Date(now.getTime() + firstDibsDays * DAY_MS) : null;
    const added = await db.$executeRaw`
      INSERT INTO shelf_item (shop_id, program_id, variant_id, added_at, first_dibs_until)
      SELECT ${shopId}, ${programId}::uuid, best.variant_id, ${now}, ${firstDibsUntil}::timestamptz FROM (
        SELECT DISTINCT ON (v.product_id) v.variant_id, coalesce(sold.units, 0) AS units
        FROM variant v JOIN product p USING (shop_id, product_id)
        LEFT JOIN (SELECT l.variant_id, sum(l.current_quantity) AS units FROM order_line l WHERE l.shop_id = ${shopId} GROUP BY 1) AS sold
          ON sold.variant_id = v.variant_id
        WHERE v.shop_id = ${shopId} AND v.available AND upper(p.status) = 'ACTIVE' AND NOT p.gift_card
          AND v.currency = ${currency} AND v.price_minor >= ${shelfMinimumMinor} AND v.price_minor > 0
          AND NOT EXISTS (SELECT FROM shelf_item s JOIN variant there ON there.shop_id = s.shop_id AND there.variant_id = s.variant_id
            WHERE s.shop_id = v.shop_id AND s.program_id = ${programId}::uuid AND there.product_id = v.product_id)
        ORDER BY v.product_id, coalesce(sold.units, 0) DESC, v.variant_id
      ) AS best ORDER BY best.units DESC, best.variant_id LIMIT ${Math.max(0, MOST_ITEMS - stay)}
      ON CONFLICT DO NOTHING`;
    return { outcome: "restocked", added, removed, items: stay + added };
  });
}
