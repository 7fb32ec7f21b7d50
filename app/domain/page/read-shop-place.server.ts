/** What every page must know of its store: its name, and how it writes money and days. */
import { invariant } from "../invariant";
import { readShop } from "../shop/read-shop.server";
import type { Tx } from "~/ports/world";
import type { Place } from "./shown";

/** What an amount is in is said where it is written: the store's currency of today may be another than its programme's, or an order's. */
export type ShopPlace = Omit<Place, "currency"> & {
  storeCurrency: string;
  name: string;
  email: string;
  storefrontUrl: string;
  proxyPrefix: string;
  state: string;
  scopes: string[];
};

/** With what the amounts on a page are in. */
export type MoneyPlace = ShopPlace & Pick<Place, "currency">;

/** @param asRead the locale of who reads, where it isn't the store's own */
export async function readShopPlace(db: Tx["db"], shopId: string, asRead?: string): Promise<ShopPlace> {
  const shop = await readShop(db, shopId);
  invariant(shop, "pages are read for shops that were installed");
  const { name, email, storefrontUrl, proxyPrefix, currency, locale, ianaTimezone, state, scopes } = shop;
  return {
    name,
    email,
    storefrontUrl,
    proxyPrefix,
    storeCurrency: currency,
    locale: asRead ?? locale,
    timeZone: ianaTimezone,
    state,
    scopes,
  };
}
