/** What goods of a usual order come to here: the middle one of the latest, so that one wholesale order says nothing. */
import type { Tx } from "~/ports/world";

const LATEST = 51;

/** In minor units of the shop's currency; null before anything was ordered. */
export async function readUsualOrder(db: Tx["db"], shopId: string, currency: string): Promise<bigint | null> {
  const latest = await db.order.findMany({
    where: { shopId, test: false, ownReward: false, cancelledAt: null, goodsMinor: { gt: 0 }, currency },
    orderBy: { placedAt: "desc" },
    take: LATEST,
    select: { goodsMinor: true },
  });
  const ascending = latest.map(({ goodsMinor }) => goodsMinor).sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  return ascending.at(Math.floor(ascending.length / 2)) ?? null;
}
