/**
 * What a friend sees: the ambassador's name and words, the products they chose to show, and the offer. It
 * is read from our own rows only, so it works while Shopify is away, and shows nothing of the ambassador's orders beyond those
 * products.
 */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { readAmbassador } from "../ambassador/read-ambassador.server";
import { readLiveProgram } from "../program/read-live-program.server";
import { isProduct } from "../reward/reward";
import { readLovedProducts, type LovedProduct } from "./read-loved-products.server";
import { readShopPlace } from "./read-shop-place.server";
import { showPercent } from "./shown";

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
      /** Those they chose to show; none by itself. */
      products: LovedProduct[];
      /** Whether products are what the ambassador is thanked with. */
      givesProducts: boolean;
    }
  /** The ambassador has left or the programme has ended: a kind page, no offer. */
  | { outcome: "closed"; shopName: string }
  /** The ambassador takes a break; what they gave out before goes on working. */
  | { outcome: "paused"; name: string; shopName: string }
  | { outcome: "unknown"; shopName: string };

export function readLandingPage(world: World, { slug, locale }: { slug: string; locale?: string }): Promise<LandingPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<LandingPage> => {
    const place = await readShopPlace(db, shopId, locale);
    const { name: shopName, storefrontUrl } = place;
    // Whatever stands in the address bar: what cannot be a page's address is not asked for (the database takes no NUL).
    if (!/^[a-z0-9-]{1,60}$/i.test(slug)) return { outcome: "unknown", shopName };
    // An address that was given out goes on working when its ambassador has become one with another.
    const ambassador = await readAmbassador(
      db,
      shopId,
      Prisma.sql`a.ambassador_id = (SELECT coalesce(merged_into, ambassador_id) FROM ambassador WHERE shop_id = ${shopId} AND slug = ${slug.toLowerCase()})`,
    );
    if (!ambassador) return { outcome: "unknown", shopName };
    const program = await readLiveProgram(world);
    const membership = ambassador.memberships.find(({ programId }) => programId === program?.programId);
    if (!program || !membership || membership.leftAt || ambassador.state !== "active") return { outcome: "closed", shopName };
    if (ambassador.pausedAt) return { outcome: "paused", name: ambassador.name, shopName };
    return {
      outcome: "open",
      slug: ambassador.slug,
      name: ambassador.name,
      words: ambassador.words,
      shopName,
      storefrontUrl: storefrontUrl.replace(/\/+$/, ""),
      offerPercent: showPercent(program.offerBp, place),
      products: await readLovedProducts(db, shopId, ambassador),
      givesProducts: program.rewardKinds.some(isProduct),
    };
  });
}
