/** Codes for one person that nobody in this shop has: theirs to take at once, unless Shopify knows them from elsewhere. */
import type { World } from "~/ports/world";
import { unguessableCode } from "../program/unguessable-code";
import { readTakenCodes } from "./read-taken-codes.server";
import { suggestCodes } from "./code";

/** `most` ideas, the best first; there are always that many. `offerBp` in basis points. */
export async function readFreeIdeas(
  world: World,
  {
    buyerId,
    name,
    offerBp,
    locale,
    most = 3,
  }: { buyerId: string; name: string; offerBp: number; /** Of who will say it. */ locale?: string; most?: number },
): Promise<string[]> {
  return world.transaction(async ({ db }) => {
    const [ranking] = await db.$queryRaw<{ favourite: string | null }[]>`
      SELECT favourite FROM ranking WHERE shop_id = ${world.shopId} AND buyer_id = ${buyerId} AND mining_id = (
        SELECT mining_id FROM mining WHERE shop_id = ${world.shopId} ORDER BY mined_at DESC LIMIT 1)`;
    const nice = suggestCodes(name, offerBp / 100, ranking?.favourite ?? null, locale);
    // With everything taken, a short ending nobody has; four characters are a million, so three are always free.
    const endings = Array.from(
      { length: most * 2 },
      () =>
        `${suggestCodes(name, 0.5)[0]
          .replace(/^FROM-/, "")
          .slice(0, 12)}-${unguessableCode(world.chance, 4)}`,
    );
    const taken = await readTakenCodes(world, [...nice, ...endings]);
    return [...nice, ...endings].filter((code) => !taken.has(code)).slice(0, most);
  });
}
