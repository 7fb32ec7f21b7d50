/**
 * What need not be kept of a webhook any longer: that it came, and what became of it, is remembered for good (a second delivery is known
 * by it), but not what stood in it, which is somebody's name, address and purchases. A receipt loses its body when it is done or ignored
 * (process-receipt); one that was set aside keeps it for thirty days, so that somebody can look at it.
 */
import type { World } from "~/ports/world";

const SET_ASIDE_DAYS = 30;
const DAY_MS = 86_400_000;
/** Rows one transaction changes, and how many of them one night does; the next night goes on. */
const PAGE = 500;
const MOST_PAGES = 1_000;

/** Those that are done or ignored are emptied whenever they were kept. Returns how many bodies went. What still waits is left alone. */
export async function emptyReceipts(world: World, _: { why: string }): Promise<{ emptied: number }> {
  const { shopId } = world;
  const before = new Date(world.clock.now().getTime() - SET_ASIDE_DAYS * DAY_MS);
  let emptied = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const count = await world.transaction(
      ({ db }) => db.$executeRaw`
        UPDATE receipt SET body = '' WHERE (shop_id, topic, webhook_id) IN (
          SELECT shop_id, topic, webhook_id FROM receipt WHERE shop_id = ${shopId} AND body <> ''
            AND (state IN ('done', 'ignored') OR state = 'quarantined' AND coalesce(processed_at, received_at) < ${before})
          ORDER BY topic, webhook_id LIMIT ${PAGE} FOR UPDATE SKIP LOCKED)`,
    );
    emptied += count;
    if (count < PAGE) break;
  }
  return { emptied };
}
