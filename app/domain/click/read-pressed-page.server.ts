/** Whose page was pressed, with all that a press must know of it, in one question: a friend waits meanwhile. */
import type { World } from "~/ports/world";

export type PressedPage = {
  programId: string;
  clickWindowDays: number;
  ambassadorId: string;
  /** Their speakable code, if it is confirmed already. */
  shareCode: string | null;
  /** Single-use codes that the page gave out since `since`, counted up to `mostCounted`. */
  given: number;
};

/** null: no such page, or its ambassador has left or takes a break. */
export function readPressedPage(
  world: World,
  { slug, since, mostCounted }: { slug: string; since: Date; mostCounted: number },
): Promise<PressedPage | null> {
  const { shopId } = world;
  const now = world.clock.now();
  return world.transaction(async ({ db }) => {
    const [page] = await db.$queryRaw<PressedPage[]>`
      SELECT p.program_id::text AS "programId", v.click_window_days AS "clickWindowDays", a.ambassador_id::text AS "ambassadorId", s.code AS "shareCode", lately.given
      FROM (SELECT program_id FROM program WHERE shop_id = ${shopId} AND state = 'live' ORDER BY created_at LIMIT 1) p
        JOIN LATERAL (SELECT click_window_days FROM program_version v WHERE v.shop_id = ${shopId} AND v.program_id = p.program_id ORDER BY version DESC LIMIT 1) v ON true
        JOIN ambassador named ON named.shop_id = ${shopId} AND named.slug = ${slug.toLowerCase()}
        JOIN ambassador a ON a.shop_id = ${shopId} AND a.ambassador_id = coalesce(named.merged_into, named.ambassador_id) AND a.state = 'active' AND a.paused_at IS NULL
        JOIN membership m ON m.shop_id = ${shopId} AND m.program_id = p.program_id AND m.ambassador_id = a.ambassador_id AND m.left_at IS NULL
        LEFT JOIN LATERAL (SELECT code FROM share_code c WHERE c.shop_id = ${shopId} AND c.program_id = p.program_id AND c.ambassador_id = a.ambassador_id
          AND c.state = 'live' AND (c.retires_at IS NULL OR c.retires_at > ${now}) ORDER BY c.live_at DESC LIMIT 1) s ON true
        CROSS JOIN LATERAL (SELECT count(*)::int AS given FROM (SELECT FROM click k WHERE k.shop_id = ${shopId} AND k.ambassador_id = a.ambassador_id
          AND k.clicked_at > ${since} AND k.code_kind = 'click' AND k.first_click_id IS NULL LIMIT ${mostCounted}) some_clicks) lately`;
    return page ?? null;
  });
}
