/** The sites that an owner added to those everybody knows. */
import type { Tx } from "~/ports/world";

const MOST = 500;

export async function readCouponSites(db: Tx["db"], shopId: string): Promise<string[]> {
  const sites = await db.couponSite.findMany({ where: { shopId }, orderBy: { host: "asc" }, select: { host: true }, take: MOST });
  return sites.map(({ host }) => host);
}
