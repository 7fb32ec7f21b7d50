/**
 * The owner's own list of sites that publish codes. What they added to the list they had before them is added, what they took away is
 * taken away; what somebody else added meanwhile stays.
 */
import type { World } from "~/ports/world";
import { siteOf } from "../order/site";
import { readCouponSites } from "./read-coupon-sites.server";

export const MOST_SITES = 100;

/** `unreadable`: what is no site's name; then nothing is saved. `sites`: all there are now. */
export type SaveCouponSitesOutcome =
  { outcome: "saved"; sites: string[] } | { outcome: "unreadable"; text: string } | { outcome: "too many" };

const wordsOf = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

/** @param typed one a line, or parted by commas or spaces. @param was the same, as it stood before them. Outcomes: see SaveCouponSitesOutcome. */
export function saveCouponSites(
  world: World,
  { typed, was, addedBy }: { typed: string; was: string; addedBy: string },
): Promise<SaveCouponSitesOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<SaveCouponSitesOutcome> => {
    const words = wordsOf(typed);
    if (words.length > MOST_SITES) return { outcome: "too many" };
    const wrong = words.find((word) => siteOf(word) === null);
    if (wrong !== undefined) return { outcome: "unreadable", text: wrong.slice(0, 80) };
    const wanted = new Set(words.map((word) => siteOf(word)!));
    const before = new Set(wordsOf(was).map(siteOf));
    // One at a time: what two add at once is counted together.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`coupon sites ${shopId}`}, 0))`;
    const now = await readCouponSites(db, shopId);
    const sites = [...new Set([...now.filter((host) => wanted.has(host) || !before.has(host)), ...wanted])].sort();
    if (sites.length > MOST_SITES) return { outcome: "too many" };
    await db.couponSite.deleteMany({ where: { shopId, host: { notIn: sites } } });
    await db.couponSite.createMany({
      data: sites.map((host) => ({ shopId, host, addedBy, addedAt: world.clock.now() })),
      skipDuplicates: true,
    });
    return { outcome: "saved", sites };
  });
}
