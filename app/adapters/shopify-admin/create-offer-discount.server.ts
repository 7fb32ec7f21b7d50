/**
 * The friend's offer as Shopify's own discount: a percentage off everything, once per customer; limits count per code.
 * It is for all customers, since newness can't be enforced for guests at checkout; attribution judges it afterwards.
 */
import type { ShopPort } from "~/ports/shop";
import { createdDiscount, createShape } from "./created-discount";
import { offerLimits, offerTerms } from "./offer-terms";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  mutation CreateOfferDiscount($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { message code field }
    }
  }`;

type Input = Parameters<ShopPort["createOfferDiscount"]>[0];

export async function createOfferDiscount(
  post: Post,
  { title, leadCode, usageLimit, startsAt, ...terms }: Input,
): Promise<{ discountId: string }> {
  const discount = {
    title,
    code: leadCode,
    ...offerLimits({ usageLimit, startsAt }),
    ...offerTerms(terms, { whole: true }),
    combinesWith: { productDiscounts: false, orderDiscounts: false, shippingDiscounts: true },
  };
  return createdDiscount(await post({ document, variables: { discount }, shape: createShape }));
}
