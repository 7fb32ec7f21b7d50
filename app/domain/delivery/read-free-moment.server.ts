/** From when on a person may be written to: not in their night, not beyond the weekly limit, and not while the store has no address. */
import type { World } from "~/ports/world";
import { isHeldByLimit, LETTER_KINDS } from "../letter/letter";
import { nextWakingMoment } from "../letter/quiet-hours";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { ADDRESS_AGAIN_MS, WEEK_MS, type WaitingLetter } from "./delivery";

/** Joins the transaction at hand. Now, when they may be written to at once. */
export function readFreeMoment(world: World, { buyerId, kind }: Pick<WaitingLetter, "buyerId" | "kind">): Promise<Date> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }) => {
    const now = clock.now();
    const { setting, look, shop } = await readMailSetting(world);
    if (!look.postalAddress) return new Date(now.getTime() + ADDRESS_AGAIN_MS);
    let from = now;
    if (isHeldByLimit(kind)) {
      const latest = await db.contact.findMany({
        where: {
          ...{ shopId, buyerId, channel: "e-mail", kind: { in: [...LETTER_KINDS] } },
          state: { in: ["intended", "sent", "needs review"] },
          happenedAt: { gt: new Date(now.getTime() - WEEK_MS) },
        },
        orderBy: { happenedAt: "desc" },
        take: setting.mostPerWeek,
        select: { happenedAt: true },
      });
      if (latest.length === setting.mostPerWeek) from = new Date(latest.at(-1)!.happenedAt.getTime() + WEEK_MS + 1);
    }
    const where = { shopId_buyerId: { shopId, buyerId } };
    const buyer = await db.buyer.findUnique({ where, select: { countryCode: true, province: true } });
    return nextWakingMoment(from, buyer ?? { countryCode: null, province: null }, shop.timeZone, setting);
  });
}
