/** The friends' discounts, as they are in Shopify now: one that a merchant ended or deleted makes every code of it useless. */
import type { ReconciliationProblem } from "~/domain/shop/reconciliation";
import type { World } from "~/ports/world";

/** Throws ShopProblem when Shopify cannot be asked. */
export async function compareDiscounts(world: World): Promise<ReconciliationProblem[]> {
  const { shopId } = world;
  const ours = await world.transaction(({ db }) =>
    db.discount.findMany({ where: { shopId, state: "live", shopifyId: { not: null } }, select: { kind: true, shopifyId: true } }),
  );
  const problems: ReconciliationProblem[] = [];
  for (const { kind, shopifyId } of ours) {
    const state = await world.shop.readDiscountState(shopifyId!);
    if (state !== "working") problems.push({ kind: state === "gone" ? "discount gone" : "discount ended", about: kind });
  }
  return problems;
}
