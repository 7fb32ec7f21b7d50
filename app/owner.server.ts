/**
 * Who is at the owner's pages, and the world of their shop: the way in of every admin route. The library runs its
 * sign-in hook once per session token, so of several loaders on a first visit only one waits for the installation; the
 * others make sure of it here.
 */
import { authenticateAdmin } from "./shopify.server";
import { installShop } from "./domain/shop/install-shop.server";
import type { World } from "./ports/world";
import { worldFor } from "./world.server";

export type Owner = {
  world: World;
  /** Shopify's id of the member of staff, as text. */
  userId: string;
  /** Empty when Shopify does not tell. */
  ownerName: string;
  ownerEmail: string;
  /** BCP 47, as the admin is shown: "en", "pt-BR". */
  locale: string;
};

/** Throws what authenticateAdmin throws. The shop comes from the session, never from the request's parameters. */
export async function ownerWorld(request: Request): Promise<Owner> {
  const { session } = await authenticateAdmin(request);
  const world = worldFor(session.shop);
  await ensureInstalled(world);
  const user = session.onlineAccessInfo?.associated_user;
  return {
    world,
    userId: user ? String(user.id) : "",
    ownerName: [user?.first_name, user?.last_name].filter(Boolean).join(" "),
    ownerEmail: user?.email ?? "",
    locale: new URL(request.url).searchParams.get("locale") ?? user?.locale ?? "en",
  };
}

async function ensureInstalled(world: World): Promise<void> {
  const shop = await world.transaction(({ db }) => db.shop.findUnique({ where: { shopId: world.shopId }, select: { state: true } }));
  if (!shop || shop.state === "uninstalled") await installShop(world);
}
