/**
 * Where the store serves our pages, as Shopify tells with every signed call: a merchant may have moved them, and every
 * link we write is built from it.
 */
import type { World } from "~/ports/world";

const PATH = /^(\/[A-Za-z0-9_-]+){1,4}$/;

/** {outcome: "noted"} when it changed; "unchanged"; "refused" when it is no path of ours to build on. */
export async function noteProxyPrefix(
  world: World,
  { proxyPrefix }: { proxyPrefix: string },
): Promise<{ outcome: "noted" | "unchanged" | "refused" }> {
  if (!PATH.test(proxyPrefix)) return { outcome: "refused" };
  const { shopId } = world;
  const { count } = await world.transaction(({ db }) =>
    db.shop.updateMany({ where: { shopId, proxyPrefix: { not: proxyPrefix } }, data: { proxyPrefix } }),
  );
  return { outcome: count ? "noted" : "unchanged" };
}
