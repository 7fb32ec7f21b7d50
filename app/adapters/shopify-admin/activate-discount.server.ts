/** Switches a discount on again, and its codes with it. Doing it twice is the same as once. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { Post } from "./post-graphql.server";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation ActivateDiscount($id: ID!) {
    discountCodeActivate(id: $id) {
      userErrors { message code field }
    }
  }`;

const shape = z.object({ discountCodeActivate: z.object({ userErrors }) });

export async function activateDiscount(post: Post, discountId: string): Promise<void> {
  const { discountCodeActivate } = await post({ document, variables: { id: toGid("DiscountCodeNode", discountId) }, shape });
  refuseOn(discountCodeActivate.userErrors);
}
