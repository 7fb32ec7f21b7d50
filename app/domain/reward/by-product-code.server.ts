/** One unit of a product, free by a discount code of its own: Shopify takes a code only once, and that makes it once. */
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import { rewardEndsAt, rewardTitle } from "./reward";
import type { Found, GivenReward, Way } from "./way";

export const byProductCode: Way = {
  async look(world: World, { rewardId, code }: GivenReward): Promise<Found> {
    const found = await world.shop.findDiscountByCode(code);
    if (!found) return { is: "not there" };
    return found.title === rewardTitle(rewardId) ? { is: "there", shopifyId: found.discountId } : { is: "another's" };
  },
  async give(world, { rewardId, code, buyerId, variantId, priceMinor, currency, requestedAt }) {
    invariant(variantId, "a product's reward names its product");
    const { discountId } = await world.shop.createRewardDiscount({
      title: rewardTitle(rewardId),
      code,
      buyerId,
      variantId,
      amountMinor: priceMinor,
      currency,
      startsAt: new Date(requestedAt.getTime() - 60_000),
      endsAt: rewardEndsAt(requestedAt),
    });
    return { shopifyId: discountId };
  },
  makesOrder: false,
  tidy: null,
  takeBack: (world, shopifyId) => world.shop.deactivateDiscount(shopifyId),
};
