/**
 * Erases everything of a shop, 48 hours after it left, and leaves a proof without its name. Whether we ever heard that it left is not
 * what counts, since a message may be lost; whether it is back is: a shop that we hold for installed is asked first, and erased only
 * when Shopify no longer lets us in.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";

/**
 * Not inside a transaction. Throws ShopProblem when nobody can say whether we are let in: the queue tries again.
 * @param askedAt when Shopify asked, as an ISO instant
 * @returns {outcome: "erased", rows}; {outcome: "kept"} when the shop has let us in again since it was asked, or lets us in now
 */
export async function eraseShop(
  world: World,
  { askedAt }: { askedAt: string },
): Promise<{ outcome: "erased"; rows: bigint } | { outcome: "kept"; why: "let in again since" | "still let in" }> {
  const shop = await world.transaction(({ db }) => db.shop.findUnique({ where: { shopId: world.shopId } }));
  if (shop && shop.installedAt > new Date(askedAt)) return { outcome: "kept", why: "let in again since" };
  if (shop && shop.state !== "uninstalled" && (await isLetIn(world))) return { outcome: "kept", why: "still let in" };
  return { outcome: "erased", rows: await world.door.eraseShop(world.clock.now()) };
}

async function isLetIn(world: World): Promise<boolean> {
  try {
    await world.shop.readProfile();
    return true;
  } catch (problem) {
    if (problem instanceof ShopProblem && problem.kind === "needs permission") return false;
    throw problem;
  }
}
