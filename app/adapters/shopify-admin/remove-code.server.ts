/**
 * Takes one code from a discount. By its id only: a search that Shopify does not understand matches every code of the discount.
 * Shopify deletes a moment after it has answered.
 */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { Post } from "./post-graphql.server";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation RemoveCode($discountId: ID!, $ids: [ID!]!) {
    discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) {
      userErrors { message code field }
    }
  }`;

const shape = z.object({ discountCodeRedeemCodeBulkDelete: z.object({ userErrors }) });

export async function removeCode(post: Post, discountId: string, redeemCodeId: string): Promise<void> {
  const variables = { discountId: toGid("DiscountCodeNode", discountId), ids: [toGid("DiscountRedeemCode", redeemCodeId)] };
  const { discountCodeRedeemCodeBulkDelete } = await post({ document, variables, shape });
  refuseOn(discountCodeRedeemCodeBulkDelete.userErrors);
}
