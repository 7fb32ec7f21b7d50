/**
 * Everybody who has the friends for another tier by now is moved up: asked for when an owner lowers how many it takes, and nightly, so
 * that nobody waits for a tier they have reached whatever it was that brought them there.
 */
import type { World } from "~/ports/world";
import { raiseTiers } from "./raise-tiers.server";

const PAGE = 200;
/** Two million members of one shop are no shop of ours. */
const MOST_PAGES = 10_000;

/** In pages, each for itself: stopped anywhere, it is asked for again. `why` is for the log. */
export async function raiseAllTiers(world: World, _input: { why: string }): Promise<{ outcome: "looked"; raised: number }> {
  let [raised, after] = [0, "00000000-0000-0000-0000-000000000000"];
  for (let page = 0; page < MOST_PAGES; page++) {
    const ambassadorIds = await readBelow(world, after);
    if (!ambassadorIds.length) break;
    raised += (await raiseTiers(world, { ambassadorIds })).length;
    after = ambassadorIds[ambassadorIds.length - 1];
  }
  return { outcome: "looked", raised };
}

/** Who can still move up somewhere. */
function readBelow(world: World, after: string): Promise<string[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const below = await db.$queryRaw<{ ambassadorId: string }[]>`
      SELECT a.ambassador_id::text AS "ambassadorId" FROM ambassador a
      WHERE a.shop_id = ${shopId} AND a.ambassador_id > ${after}::uuid AND a.state <> 'merged' AND EXISTS (
        SELECT FROM membership m WHERE m.shop_id = a.shop_id AND m.ambassador_id = a.ambassador_id AND m.tier <> 'icon')
      ORDER BY a.ambassador_id LIMIT ${PAGE}`;
    return below.map(({ ambassadorId }) => ambassadorId);
  });
}
