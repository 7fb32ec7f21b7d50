/**
 * The default shelf: what the store sells most, one variant a product, each dear enough to be a present and never a gift
 * card. What still qualifies stays, so that nobody's next reward vanishes because something else sold better this week;
 * what was sold out comes back when it is read to be there again, and is then not new.
 */
import type { World } from "~/ports/world";
import { readLiveProgram } from "../program/read-live-program.server";
import { mayStand } from "./on-the-shelf";

const MOST_ITEMS = 60;
const DAY_MS = 86_400_000;

/** Call it when the catalogue was read or the shelf's rules changed. Outcomes: "restocked" with how many were added, removed and are there now; "no programme". */
export async function restockShelf(
  world: World,
): Promise<{ outcome: "restocked"; added: number; removed: number; items: number } | { outcome: "no programme" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const program = await readLiveProgram(world);
    if (!program) return { outcome: "no programme" };
    const { programId, firstDibsDays } = program;
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${shopId} shelf ${programId}`}, 0))`;
    const now = world.clock.now();
    const removed = await db.$executeRaw`
      UPDATE shelf_item s SET left_at = ${now} WHERE s.shop_id = ${shopId} AND s.program_id = ${programId}::uuid AND s.left_at IS NULL AND NOT EXISTS (
        SELECT FROM variant v JOIN product p USING (shop_id, product_id)
        WHERE v.shop_id = s.shop_id AND v.variant_id = s.variant_id AND ${mayStand(program)})`;
    const ever = await db.shelfItem.count({ where: { shopId, programId } });
    const stay = await db.shelfItem.count({ where: { shopId, programId, leftAt: null } });
    // A shelf that is filled for the first time is for everybody; what joins it later, icons see first.
    const firstDibsUntil = ever > 0 && firstDibsDays > 0 ? new Date(now.getTime() + firstDibsDays * DAY_MS) : null;
    const added = await db.$executeRaw`
      WITH known AS (
        SELECT there.product_id, bool_or(s.left_at IS NULL) AS stands, max(s.first_dibs_until) AS first_dibs_until
        FROM shelf_item s JOIN variant there ON there.shop_id = s.shop_id AND there.variant_id = s.variant_id
        WHERE s.shop_id = ${shopId} AND s.program_id = ${programId}::uuid GROUP BY 1)
      INSERT INTO shelf_item (shop_id, program_id, variant_id, added_at, first_dibs_until)
      SELECT ${shopId}, ${programId}::uuid, best.variant_id, ${now},
        CASE WHEN known.product_id IS NULL THEN ${firstDibsUntil}::timestamptz ELSE known.first_dibs_until END
      FROM (
        SELECT DISTINCT ON (v.product_id) v.product_id, v.variant_id, coalesce(sold.units, 0) AS units
        FROM variant v JOIN product p USING (shop_id, product_id)
        LEFT JOIN (SELECT l.variant_id, sum(l.current_quantity) AS units FROM order_line l WHERE l.shop_id = ${shopId} GROUP BY 1) AS sold
          ON sold.variant_id = v.variant_id
        WHERE v.shop_id = ${shopId} AND ${mayStand(program)} AND NOT EXISTS (SELECT FROM known WHERE known.product_id = v.product_id AND known.stands)
        ORDER BY v.product_id, coalesce(sold.units, 0) DESC, v.variant_id
      ) AS best LEFT JOIN known USING (product_id)
      ORDER BY best.units DESC, best.variant_id LIMIT ${Math.max(0, MOST_ITEMS - stay)}
      ON CONFLICT (shop_id, program_id, variant_id) DO UPDATE SET left_at = NULL`;
    return { outcome: "restocked", added, removed, items: stay + added };
  });
}
