/** A changed offer changes the discount in place, and with it every code it carries. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { ShopPort } from "~/ports/shop";
import { offerLimits, offerTerms } from "./offer-terms";
import type { Post } from "./post-graphql.server";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation ChangeOfferDiscount($id: ID!, $discount: DiscountCodeBasicInput!) {
    discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) {
      userErrors { message code field }
    }
  }`;

/** As Shopify writes that there is none (any more). */
const NO_MINIMUM = { quantity: { greaterThanOrEqualToQuantity: null }, subtotal: { greaterThanOrEqualToSubtotal: null } };

const shape = z.object({ discountCodeBasicUpdate: z.object({ userErrors }) });

export async function changeOfferDiscount(
  post: Post,
  discountId: string,
  { title, whole, ...terms }: Parameters<ShopPort["changeOfferDiscount"]>[1],
): Promise<void> {
  const limits = whole && { ...offerLimits(whole), endsAt: null, minimumRequirement: NO_MINIMUM };
  const discount = { title, ...offerTerms(terms, { whole: whole !== null }), ...limits };
  const { discountCodeBasicUpdate } = await post({ document, variables: { id: toGid("DiscountCodeNode", discountId), discount }, shape });
  refuseOn(discountCodeBasicUpdate.userErrors);
}
