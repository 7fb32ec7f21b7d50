/**
 * Which language each of these people reads, so that a code we think of for them says something to them. An outside call: no
 * transaction may be open.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";

/** Who comes after so many in one go gets a code in the store's language. */
const MOST_ASKED = 25;

/** By ambassador: their language as Shopify has it where we speak it, else the store's. */
export async function readLocales(world: World, { ambassadorIds }: { ambassadorIds: string[] }): Promise<Map<string, string>> {
  const { shopId, letters } = world;
  if (!ambassadorIds.length) return new Map();
  const { people, shop } = await world.transaction(async ({ db }) => ({
    people: await db.ambassador.findMany({
      where: { shopId, ambassadorId: { in: ambassadorIds } },
      select: { ambassadorId: true, buyerId: true },
    }),
    shop: await db.shop.findUniqueOrThrow({ where: { shopId }, select: { locale: true, countryCode: true } }),
  }));
  const locales = new Map<string, string>();
  for (const [at, { ambassadorId, buyerId }] of people.entries()) {
    const theirs = at < MOST_ASKED ? await askShopify(world, buyerId) : null;
    locales.set(ambassadorId, letters.localeFor([theirs, shop.locale], shop));
  }
  return locales;
}

/** The language of the store, for whom nothing better is known. Joins the transaction at hand. */
export function readStoreLocale(world: World): Promise<string> {
  const { shopId, letters } = world;
  return world.transaction(async ({ db }) => {
    const shop = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { locale: true, countryCode: true } });
    return letters.localeFor([shop.locale], shop);
  });
}

/** A code in the store's language is better than none: what Shopify can't say now is not waited for. */
async function askShopify(world: World, buyerId: string): Promise<string | null> {
  try {
    return (await world.shop.readBuyer(buyerId))?.locale ?? null;
  } catch (error) {
    if (error instanceof ShopProblem) return null;
    throw error;
  }
}
