/** Ends a discount now; its codes stop working. Doing it twice is the same as once. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { Post } from "./post-graphql.server";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation DeactivateDiscount($id: ID!) {
    discountCodeDeactivate(id: $id) {
      userErrors { message code field }
    }
  }`;

const shape = z.object({ discountCodeDeactivate: z.object({ userErrors }) });

export async function deactivateDiscount(post: Post, discountId: string): Promise<void> {
  const { discountCodeDeactivate } = await post({ document, variables: { id: toGid("DiscountCodeNode", discountId) }, shape });
  refuseOn(discountCodeDeactivate.userErrors);
}
