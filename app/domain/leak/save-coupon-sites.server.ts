/** The owner's own list of sites that publish codes: what they wrote takes the place of what they wrote before. */
import type { World } from "~/ports/world";
import { siteOf } from "../order/site";

export const MOST_SITES = 100;

/** `unreadable`: what is no site's name; then nothing is saved. */
export type SaveCouponSitesOutcome =
  { outcome: "saved"; sites: string[] } | { outcome: "unreadable"; text: string } | { outcome: "too many" };

/** @param typed one a line, or parted by commas or spaces. Outcomes: see SaveCouponSitesOutcome. */
export function saveCouponSites(world: World, { typed, addedBy }: { typed: string; addedBy: string }): Promise<SaveCouponSitesOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<SaveCouponSitesOutcome> => {
    const words = typed.split(/[\s,;]+/).filter(Boolean);
    if (words.length > MOST_SITES) return { outcome: "too many" };
    const wrong = words.find((word) => siteOf(word) === null);
    if (wrong !== undefined) return { outcome: "unreadable", text: wrong.slice(0, 80) };
    const sites = [...new Set(words.map((word) => siteOf(word)!))].sort();
    await db.couponSite.deleteMany({ where: { shopId, host: { notIn: sites } } });
    await db.couponSite.createMany({
      data: sites.map((host) => ({ shopId, host, addedBy, addedAt: world.clock.now() })),
      skipDuplicates: true,
    });
    return { outcome: "saved", sites };
  });
}
