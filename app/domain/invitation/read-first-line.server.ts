/** Finds the facts for an invitation's first sentence, and how far they can be trusted. */
import type { World } from "~/ports/world";
import { noonOf } from "../mining/days";
import { chooseFirstLine, type FirstLine } from "./first-line";

type Row = { iana_timezone: string; orders: number | null; first_day: number | null; history_complete: boolean };

export async function readFirstLine(world: World, { buyerId, locale }: { buyerId: string; locale: string }): Promise<FirstLine> {
  const [row] = await world.transaction(
    ({ db }) => db.$queryRaw<Row[]>`
      SELECT s.iana_timezone, r.orders, r.first_day,
        coalesce((SELECT i.horizon_days IS NULL AND NOT i.partial FROM import i
          WHERE i.shop_id = s.shop_id AND i.kind = 'orders' AND i.state = 'done' ORDER BY i.requested_at DESC LIMIT 1), false) AS history_complete
      FROM shop s
        LEFT JOIN LATERAL (SELECT mining_id FROM mining m WHERE m.shop_id = s.shop_id ORDER BY mined_at DESC, mining_id DESC LIMIT 1) latest ON true
        LEFT JOIN ranking r ON r.shop_id = s.shop_id AND r.mining_id = latest.mining_id AND r.buyer_id = ${buyerId}
      WHERE s.shop_id = ${world.shopId}`,
  );
  const { orders, first_day: firstDay, history_complete: historyComplete } = row;
  const facts = orders !== null && firstDay !== null ? { orders, firstOrderAt: noonOf(firstDay), historyComplete } : null;
  return chooseFirstLine(facts, { now: world.clock.now(), timeZone: row.iana_timezone, locale });
}
