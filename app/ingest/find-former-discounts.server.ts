/**
 * Friends' discounts in Shopify that work and that nobody here knows. When the app is uninstalled, its discounts go on working, and once
 * the store was forgotten we no longer know them: a store that comes back has them beside its new ones. Nobody but the owner can know
 * whether friends should go on using their codes, so they are told and left alone.
 */
import { isOfferTitle } from "~/domain/code/offer-title";
import type { ReconciliationProblem } from "~/domain/shop/reconciliation";
import type { World } from "~/ports/world";

/** The friends' discounts of an installation are older than all its rewards, and the oldest come first. */
const MOST_PAGES = 10;
const MOST_TOLD = 20;

/** Throws ShopProblem when Shopify cannot be asked. */
export async function findFormerDiscounts(world: World): Promise<ReconciliationProblem[]> {
  const found: ReconciliationProblem[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { discounts, next } = await world.shop.readActiveDiscounts({ title: "Regulars: ", after });
    for (const { discountId, title, madeAt } of discounts)
      if (isOfferTitle(title)) found.push({ kind: "discount of before", about: discountId, title, madeAt: madeAt.toISOString() });
    if (next === null) break;
    after = next;
  }
  return found.length ? withoutOurs(world, found) : [];
}

/** Ours are read after Shopify's: what was made meanwhile is known by then, or its making is still under way, and nothing is told yet. */
function withoutOurs(world: World, found: ReconciliationProblem[]): Promise<ReconciliationProblem[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const ours = await db.discount.findMany({ where: { shopId }, select: { shopifyId: true, state: true } });
    if (ours.some(({ shopifyId, state }) => shopifyId === null && state !== "failed")) return [];
    const known = new Set(ours.map(({ shopifyId }) => shopifyId));
    return found.filter(({ about }) => !known.has(about)).slice(0, MOST_TOLD);
  });
}
