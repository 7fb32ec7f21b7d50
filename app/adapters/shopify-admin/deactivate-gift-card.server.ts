/** Ends a gift card for good; what is on it cannot be spent any more. Doing it twice is the same as once. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { Post } from "./post-graphql.server";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation DeactivateGiftCard($id: ID!) {
    giftCardDeactivate(id: $id) {
      userErrors { message code field }
    }
  }`;

const shape = z.object({ giftCardDeactivate: z.object({ userErrors }) });

export async function deactivateGiftCard(post: Post, giftCardId: string): Promise<void> {
  const { giftCardDeactivate } = await post({ document, variables: { id: toGid("GiftCard", giftCardId) }, shape });
  refuseOn(giftCardDeactivate.userErrors, { GIFT_CARD_NOT_FOUND: "Shopify no longer knows this gift card." });
}
