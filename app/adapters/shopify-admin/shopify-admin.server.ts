/** What we ask of Shopify for one shop, composed: one small file a call, its GraphQL beside it. */
import type { ShopPort } from "~/ports/shop";
import { addCodes } from "./add-codes.server";
import { cancelBulkRead, openBulkResult, readBulkState, startBulkRead } from "./bulk/bulk-read.server";
import { changeOfferDiscount } from "./change-offer-discount.server";
import { createOfferDiscount } from "./create-offer-discount.server";
import { createRewardDiscount } from "./create-reward-discount.server";
import { deactivateDiscount } from "./deactivate-discount.server";
import { findDiscountByCode } from "./find-discount-by-code.server";
import { findOrdersByCode } from "./find-orders-by-code.server";
import { posterFor, type Post } from "./post-graphql.server";
import { readBuyer } from "./read-buyer.server";
import { readBuyers } from "./read-buyers.server";
import { readChangedOrders } from "./read-changed-orders.server";
import { readCodeAddition } from "./read-code-addition.server";
import { readDiscountState } from "./read-discount-state.server";
import { readOrder } from "./read-order.server";
import { readProfile } from "./read-profile.server";
import { readVariant } from "./read-variant.server";

export function shopifyAdmin(shopId: string, post: Post = posterFor(shopId)): ShopPort {
  return {
    readProfile: () => readProfile(post),
    readOrder: (orderId) => readOrder(post, orderId),
    readBuyer: (buyerId) => readBuyer(post, buyerId),
    readBuyers: (buyerIds) => readBuyers(post, buyerIds),
    readVariant: (variantId) => readVariant(post, variantId),
    readChangedOrders: (input) => readChangedOrders(post, input),

    startBulkRead: (what) => startBulkRead(shopId, what),
    readBulkState: (operationId) => readBulkState(shopId, operationId),
    cancelBulkRead: (operationId) => cancelBulkRead(shopId, operationId),
    openBulkResult,

    createOfferDiscount: (input) => createOfferDiscount(post, input),
    changeOfferDiscount: (discountId, input) => changeOfferDiscount(post, discountId, input),
    createRewardDiscount: (input) => createRewardDiscount(post, input),
    findDiscountByCode: (code) => findDiscountByCode(post, code),
    findOrdersByCode: (code) => findOrdersByCode(post, code),
    deactivateDiscount: (discountId) => deactivateDiscount(post, discountId),
    readDiscountState: (discountId) => readDiscountState(post, discountId),
    addCodes: (discountId, codes) => addCodes(post, discountId, codes),
    readCodeAddition: (additionId) => readCodeAddition(post, additionId),
  };
}
