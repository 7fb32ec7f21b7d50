/** A gift card under a code of ours: Shopify takes a code only once, and our note on it says whose it is. */
import { rewardTitle } from "./reward";
import type { Way } from "./way";

export const byGiftCard: Way = {
  async look(world, { rewardId, code }) {
    const found = await world.shop.findGiftCard({ code, note: rewardTitle(rewardId) });
    return found ? { is: "there", shopifyId: found.giftCardId } : { is: "not there" };
  },
  async give(world, { rewardId, code, buyerId, priceMinor, currency }) {
    const { giftCardId } = await world.shop.createGiftCard({
      code,
      note: rewardTitle(rewardId),
      buyerId,
      amountMinor: priceMinor,
      currency,
    });
    return { shopifyId: giftCardId };
  },
  makesOrder: false,
  tidy: null,
  takeBack: (world, shopifyId) => world.shop.deactivateGiftCard(shopifyId),
};
