/** Takes a draft order back. One that is gone already is as good as deleted; one that became an order is the order's business. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import { ShopProblem } from "~/ports/shop";
import type { Post } from "./post-graphql.server";
import { refuseOn, userErrors } from "./user-errors";

const look = `#graphql
  query ReadDraft($id: ID!) {
    draftOrder(id: $id) { order { id } }
  }`;

const document = `#graphql
  mutation DeleteDraft($draft: DraftOrderDeleteInput!) {
    draftOrderDelete(input: $draft) {
      userErrors { message field }
    }
  }`;

const lookShape = z.object({ draftOrder: z.object({ order: z.object({ id: z.string() }).nullable() }).nullable() });
const shape = z.object({ draftOrderDelete: z.object({ userErrors }) });

export async function deleteDraft(post: Post, draftId: string): Promise<void> {
  const id = toGid("DraftOrder", draftId);
  const { draftOrder } = await post({ document: look, variables: { id }, shape: lookShape });
  if (!draftOrder) return;
  if (draftOrder.order) throw new ShopProblem("refused", "The draft order has become an order: cancel that instead.");
  refuseOn((await post({ document, variables: { draft: { id } }, shape })).draftOrderDelete.userErrors);
}
