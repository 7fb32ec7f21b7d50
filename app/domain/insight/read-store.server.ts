/** The store as every one of the owner's pages needs it: its name, how it writes money and days, and what Shopify lets us see. */
import type { World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";

export type Store = {
  name: string;
  /** BCP 47: how numbers, money and days are written. */
  locale: string;
  /** IANA. */
  timeZone: string;
  /** As Shopify granted them. */
  scopes: string[];
  /** Today in the store's own time zone, as YYYY-MM-DD. */
  today: string;
};

export function readStore(world: World): Promise<Store> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const { name, locale, timeZone } = await readShopPlace(db, shopId);
    const { scopes } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true } });
    const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(world.clock.now());
    return { name, locale, timeZone, scopes, today };
  });
}
