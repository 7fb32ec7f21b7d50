/** Makes a draft order an order, paid as far as anything is to pay. Shopify does it once and refuses a second time. */
import { z } from "zod";
import { idOfGid, toGid } from "~/ingest/gid";
import { ShopProblem } from "~/ports/shop";
import type { Post } from "./post-graphql.server";
import { SEND_WITHIN_MS } from "./send-within";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation CompleteDraft($id: ID!) {
    draftOrderComplete(id: $id) {
      draftOrder { order { id } }
      userErrors { message field }
    }
  }`;

const shape = z.object({
  draftOrderComplete: z.object({ draftOrder: z.object({ order: z.object({ id: z.string() }).nullable() }).nullable(), userErrors }),
});

/** @throws ShopProblem "try later" while Shopify is still working the draft out */
export async function completeDraft(post: Post, draftId: string): Promise<{ orderId: string }> {
  const { draftOrder, userErrors: errors } = (
    await post({ document, variables: { id: toGid("DraftOrder", draftId) }, shape, sendWithinMs: SEND_WITHIN_MS })
  ).draftOrderComplete;
  // Shopify has no code for it; its words say that it has not finished.
  if (errors.some(({ message }) => /not finished calculating|try again later/i.test(message)))
    throw new ShopProblem("try later", errors.map(({ message }) => message).join(" "));
  refuseOn(errors);
  if (!draftOrder?.order) throw new ShopProblem("unknown", "Shopify named neither the order it made nor a reason against it.");
  return { orderId: idOfGid(draftOrder.order.id) };
}
