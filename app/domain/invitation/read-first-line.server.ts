/** Finds the facts for an invitation's first sentence, and how far they can be trusted. */
import type { World } from "~/ports/world";
import { writeFirstLine } from "./first-line";

export async function readFirstLine(world: World, { buyerId }: { buyerId: string }): Promise<string> {
  return world.transaction(async ({ db }) => {
    const { shopId } = world;
    const shop = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { ianaTimezone: true, locale: true } });
    const mining = await db.mining.findFirst({ where: { shopId }, orderBy: { minedAt: "desc" }, select: { miningId: true } });
    const ranking =
      mining && (await db.ranking.findUnique({ where: { shopId_miningId_buyerId: { shopId, miningId: mining.miningId, buyerId } } }));
    const lastRead = await db.import.findFirst({
      where: { shopId, kind: "orders", state: "done" },
      orderBy: { requestedAt: "desc" },
      select: { horizonDays: true, partial: true },
    });
    const historyComplete = lastRead !== null && lastRead.horizonDays === null && !lastRead.partial;
    const locale = shop.locale.startsWith("en") ? shop.locale : "en";
    return writeFirstLine(ranking && { orders: ranking.orders, firstOrderAt: ranking.firstOrderAt, historyComplete }, {
      now: world.clock.now(),
      timeZone: shop.ianaTimezone,
      locale,
    });
  });
}
