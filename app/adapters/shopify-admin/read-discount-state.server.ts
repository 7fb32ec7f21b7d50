/** Whether a discount of ours is still there and works: a merchant may end or delete it in the admin. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { DiscountState } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadDiscountState($id: ID!) {
    node(id: $id) {
      ... on DiscountCodeNode { codeDiscount { ... on DiscountCodeBasic { status } } }
    }
  }`;

const shape = z.object({ node: z.object({ codeDiscount: z.object({ status: z.string().optional() }).optional() }).nullable() });

export async function readDiscountState(post: Post, discountId: string): Promise<DiscountState> {
  const { node } = await post({ document, variables: { id: toGid("DiscountCodeNode", discountId) }, shape });
  if (!node) return "gone";
  const status = node.codeDiscount?.status;
  return status === "ACTIVE" || status === "SCHEDULED" ? "working" : "ended";
}
