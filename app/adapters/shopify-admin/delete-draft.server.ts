/** Takes a draft order back. One that is gone already is as good as deleted; one that became an order is the order's business. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import { ShopProblem } from "~/ports/shop";
import type { Post } from "./post-graphql.server";
import { readDraft } from "./read-draft.server";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation DeleteDraft($draft: DraftOrderDeleteInput!) {
    draftOrderDelete(input: $draft) {
      userErrors { message field }
    }
  }`;

const shape = z.object({ draftOrderDelete: z.object({ userErrors }) });

export async function deleteDraft(post: Post, draftId: string): Promise<void> {
  const id = toGid("DraftOrder", draftId);
  const draft = await readDraft(post, draftId);
  if (!draft) return;
  if (draft.orderId) throw new ShopProblem("refused", "The draft order has become an order: cancel that instead.");
  refuseOn((await post({ document, variables: { draft: { id } }, shape })).draftOrderDelete.userErrors);
}
