/**
 * One unit of one variant free, for one customer, by one code, once. A 100 % code would free every matching unit in the
 * cart, so it is an amount: the price at this moment, taken off once and not from each unit. The amount is frozen here;
 * shipping stays the customer's unless a shipping discount is combined.
 */
import { toDecimal } from "~/domain/money/money";
import { toGid } from "~/ingest/gid";
import type { ShopPort } from "~/ports/shop";
import { createdDiscount, createShape } from "./created-discount";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  mutation CreateRewardDiscount($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { message code field }
    }
  }`;

export async function createRewardDiscount(
  post: Post,
  input: Parameters<ShopPort["createRewardDiscount"]>[0],
): Promise<{ discountId: string }> {
  const discount = {
    title: input.title,
    code: input.code,
    startsAt: input.startsAt.toISOString(),
    endsAt: input.endsAt.toISOString(),
    usageLimit: 1,
    appliesOncePerCustomer: true,
    context: { customers: { add: [toGid("Customer", input.buyerId)] } },
    customerGets: {
      items: { products: { productVariantsToAdd: [toGid("ProductVariant", input.variantId)] } },
      value: {
        discountAmount: { amount: toDecimal({ amountMinor: input.amountMinor, currency: input.currency }), appliesOnEachItem: false },
      },
    },
    combinesWith: { productDiscounts: false, orderDiscounts: false, shippingDiscounts: true },
  };
  return createdDiscount(await post({ document, variables: { discount }, shape: createShape }));
}
