/** The pools of single-use codes of a shop's live programmes that take some at the moment: how many lie ready, and how fast their links were pressed lately: by friends who had no code yet. */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { liveDiscounts, MOST_PRESSES_COUNTED } from "./minting";

export type Pool = { programId: string; discountId: string; shopifyId: string; ready: number; pressedLastHour: number };

const HOUR_MS = 3_600_000;

/** The emptiest first. */
export function readPools(world: World): Promise<Pool[]> {
  const { shopId } = world;
  const now = world.clock.now();
  const since = new Date(now.getTime() - HOUR_MS);
  return world.transaction(({ db }) =>
    db.$queryRaw<Pool[]>(Prisma.sql`
      SELECT d.program_id::text AS "programId", d.discount_id::text AS "discountId", d.shopify_id AS "shopifyId", pool.ready, lately.pressed AS "pressedLastHour"
      FROM program one ${Prisma.raw(liveDiscounts("click", "one"))}
        CROSS JOIN LATERAL (SELECT count(*)::int AS ready FROM click_code c WHERE c.shop_id = one.shop_id AND c.program_id = one.program_id AND c.state = 'ready') pool
        CROSS JOIN LATERAL (SELECT count(*)::int AS pressed FROM (SELECT FROM click k WHERE k.shop_id = one.shop_id AND k.program_id = one.program_id
          AND k.clicked_at > ${since} AND k.first_click_id IS NULL LIMIT ${MOST_PRESSES_COUNTED}) pressed) lately
      WHERE one.shop_id = ${shopId} AND (d.paused_until IS NULL OR d.paused_until <= ${now}) ORDER BY pool.ready LIMIT 50`),
  );
}
