/** What we ask of Shopify for one shop, composed: one small file a call, its GraphQL beside it. */
import type { ShopPort } from "~/ports/shop";
import { pixelSettings } from "../pixel-account.server";
import { activateDiscount } from "./activate-discount.server";
import { addCodes } from "./add-codes.server";
import { cancelBulkRead, openBulkResult, readBulkState, startBulkRead } from "./bulk/bulk-read.server";
import { changeOfferDiscount } from "./change-offer-discount.server";
import { completeDraft } from "./complete-draft.server";
import { createDraft } from "./create-draft.server";
import { createGiftCard } from "./create-gift-card.server";
import { createOfferDiscount } from "./create-offer-discount.server";
import { createRewardDiscount } from "./create-reward-discount.server";
import { deactivateDiscount } from "./deactivate-discount.server";
import { deactivateGiftCard } from "./deactivate-gift-card.server";
import { deleteDraft } from "./delete-draft.server";
import { findDiscountByCode } from "./find-discount-by-code.server";
import { findDraft } from "./find-draft.server";
import { findGiftCard } from "./find-gift-card.server";
import { findOrders } from "./find-orders.server";
import { findOrdersByCode } from "./find-orders-by-code.server";
import { findRedeemCode } from "./find-redeem-code.server";
import { giveStoreCredit } from "./give-store-credit.server";
import { posterFor, type Post } from "./post-graphql.server";
import { putPixel } from "./put-pixel.server";
import { readBuyer } from "./read-buyer.server";
import { readBuyers } from "./read-buyers.server";
import { readChangedOrders } from "./read-changed-orders.server";
import { readDisputedOrders } from "./read-disputed-orders.server";
import { readDraft } from "./read-draft.server";
import { readCodeAddition } from "./read-code-addition.server";
import { readContacts } from "./read-contacts.server";
import { readCodes } from "./read-codes.server";
import { readDestinations } from "./read-destinations.server";
import { readDiscountState } from "./read-discount-state.server";
import { readActiveDiscounts } from "./read-active-discounts.server";
import { readOffer } from "./read-offer.server";
import { readMarked } from "./read-marked.server";
import { readOrder } from "./read-order.server";
import { readProfile } from "./read-profile.server";
import { readRewardDiscount } from "./read-reward-discount.server";
import { readSellsSubscriptions } from "./read-sells-subscriptions.server";
import { readStoreCredit } from "./read-store-credit.server";
import { readStoreCreditOffered } from "./read-store-credit-offered.server";
import { removeCode } from "./remove-code.server";
import { readVariant } from "./read-variant.server";
import { takePixelAway } from "./take-pixel-away.server";

export function shopifyAdmin(shopId: string, post: Post = posterFor(shopId)): ShopPort {
  return {
    readProfile: () => readProfile(post),
    readOrder: (orderId) => readOrder(post, orderId),
    findOrders: (orderIds) => findOrders(post, orderIds),
    readBuyer: (buyerId) => readBuyer(post, buyerId),
    readContacts: (buyerIds) => readContacts(post, buyerIds),
    readDestinations: (buyerIds) => readDestinations(post, buyerIds),
    readBuyers: (buyerIds) => readBuyers(post, buyerIds),
    readVariant: (variantId) => readVariant(post, variantId),
    readChangedOrders: (input) => readChangedOrders(post, input),
    readDisputedOrders: (input) => readDisputedOrders(post, input),

    startBulkRead: (what) => startBulkRead(shopId, what),
    readBulkState: (operationId) => readBulkState(shopId, operationId),
    cancelBulkRead: (operationId) => cancelBulkRead(shopId, operationId),
    openBulkResult,

    readSellsSubscriptions: () => readSellsSubscriptions(post),
    createOfferDiscount: (input) => createOfferDiscount(post, input),
    changeOfferDiscount: (discountId, input) => changeOfferDiscount(post, discountId, input),
    createRewardDiscount: (input) => createRewardDiscount(post, input),
    findDiscountByCode: (code) => findDiscountByCode(post, code),
    findOrdersByCode: (code) => findOrdersByCode(post, code),
    deactivateDiscount: (discountId) => deactivateDiscount(post, discountId),
    activateDiscount: (discountId) => activateDiscount(post, discountId),
    readDiscountState: (discountId) => readDiscountState(post, discountId),
    readOffer: (discountId) => readOffer(post, discountId),
    readActiveDiscounts: (input) => readActiveDiscounts(post, input),
    readRewardDiscount: (discountId) => readRewardDiscount(post, discountId),
    readCodes: (discountId, after) => readCodes(post, discountId, after),

    readStoreCreditOffered: () => readStoreCreditOffered(post),
    readStoreCredit: (input) => readStoreCredit(post, input),
    giveStoreCredit: (input) => giveStoreCredit(post, input),
    createGiftCard: (input) => createGiftCard(post, input),
    findGiftCard: (input) => findGiftCard(post, input),
    deactivateGiftCard: (giftCardId) => deactivateGiftCard(post, giftCardId),
    createDraft: (input) => createDraft(post, input),
    readDraft: (draftId) => readDraft(post, draftId),
    findDraft: (tag) => findDraft(post, tag),
    completeDraft: (draftId) => completeDraft(post, draftId),
    deleteDraft: (draftId) => deleteDraft(post, draftId),
    readMarked: (input) => readMarked(post, input),

    putPixel: () => putPixel(post, JSON.stringify(pixelSettings(shopId))),
    takePixelAway: (pixelId) => takePixelAway(post, pixelId),

    addCodes: (discountId, codes) => addCodes(post, discountId, codes),
    findRedeemCode: (discountId, code) => findRedeemCode(post, discountId, code),
    removeCode: (discountId, redeemCodeId) => removeCode(post, discountId, redeemCodeId),
    readCodeAddition: (additionId) => readCodeAddition(post, additionId),
  };
}
