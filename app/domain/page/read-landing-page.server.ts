/**
 * What a friend sees: the ambassador's name and words, three products they truly buy for themselves, and the offer. It is
 * read from our own rows only, so it works while Shopify is away, and shows nothing about the ambassador's orders beyond
 * those products.
 */
import type { Tx, World } from "~/ports/world";
import { readLiveProgram } from "../program/read-live-program.server";
import { percentOf } from "../program/program";
import { readShopPlace } from "./read-shop-place.server";

export type LandingProduct = { title: string; handle: string; imageUrl: string | null };
export type LandingPage =
  | {
      outcome: "open";
      slug: string;
      name: string;
      words: string | null;
      shopName: string;
      /** The store's address without a slash at the end. */
      storefrontUrl: string;
      offerPercent: string;
      products: LandingProduct[];
    }
  /** The ambassador has left or the programme has ended: a kind page, no offer. */
  | { outcome: "closed"; shopName: string }
  | { outcome: "unknown"; shopName: string };

const PRODUCTS_SHOWN = 3;

export function readLandingPage(world: World, { slug }: { slug: string }): Promise<LandingPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<LandingPage> => {
    const { name: shopName, storefrontUrl } = await readShopPlace(db, shopId);
    // Whatever stands in the address bar: what cannot be a page's address is not asked for (the database takes no NUL).
    if (!/^[a-z0-9-]{1,60}$/i.test(slug)) return { outcome: "unknown", shopName };
    const ambassador = await db.ambassador.findUnique({
      where: { shopId_slug: { shopId, slug: slug.toLowerCase() } },
      include: { memberships: true },
    });
    if (!ambassador) return { outcome: "unknown", shopName };
    const program = await readLiveProgram(world);
    const membership = ambassador.memberships.find(({ programId }) => programId === program?.programId);
    if (!program || !membership || membership.leftAt || ambassador.state !== "active") return { outcome: "closed", shopName };
    return {
      outcome: "open",
      slug: ambassador.slug,
      name: ambassador.name,
      words: ambassador.words,
      shopName,
      storefrontUrl: storefrontUrl.replace(/\/+$/, ""),
      offerPercent: percentOf(program.offerBp),
      products: await readBoughtMost(db, shopId, ambassador.buyerId),
    };
  });
}

/** Not what they gave away, not what they took as a reward, and only what can still be bought. */
export function readBoughtMost(db: Tx["db"], shopId: string, buyerId: string): Promise<LandingProduct[]> {
  return db.$queryRaw<LandingProduct[]>`
    SELECT p.title, p.handle, p.image_url AS "imageUrl"
    FROM orders o JOIN order_line l USING (shop_id, order_id) JOIN product p USING (shop_id, product_id)
    WHERE o.shop_id = ${shopId} AND o.buyer_id = ${buyerId} AND NOT o.test AND NOT o.own_reward AND NOT o.gift AND o.cancelled_at IS NULL
      AND l.current_quantity > 0 AND NOT l.gift_card AND NOT p.gift_card AND upper(p.status) = 'ACTIVE'
      AND EXISTS (SELECT FROM variant v WHERE v.shop_id = p.shop_id AND v.product_id = p.product_id AND v.available)
    GROUP BY p.product_id, p.title, p.handle, p.image_url
    ORDER BY count(DISTINCT o.order_id) DESC, sum(l.current_quantity) DESC, p.title LIMIT ${PRODUCTS_SHOWN}`;
}
