/** A gift card for one customer by a code of our own: Shopify takes a code once, so a lost reply can never make two. */
import { z } from "zod";
import { toDecimal } from "~/domain/money/money";
import { idOfGid, toGid } from "~/ingest/gid";
import { ShopProblem, type ShopPort } from "~/ports/shop";
import type { Post } from "./post-graphql.server";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation CreateGiftCard($card: GiftCardCreateInput!) {
    giftCardCreate(input: $card) {
      giftCard { id }
      userErrors { message code field }
    }
  }`;

const shape = z.object({ giftCardCreate: z.object({ giftCard: z.object({ id: z.string() }).nullable(), userErrors }) });

const SENTENCES: Record<string, string> = {
  TAKEN: "A gift card with this code exists already.",
  CUSTOMER_NOT_FOUND: "Shopify no longer knows this customer.",
  GIFT_CARD_LIMIT_EXCEEDED: "The amount is more than Shopify allows on one gift card, 2,000 US dollars.",
  GREATER_THAN: "There is no amount to put on a gift card.",
};

/** @param code 8 to 20 letters and digits, nothing else */
export async function createGiftCard(
  post: Post,
  { code, note, buyerId, amountMinor, currency }: Parameters<ShopPort["createGiftCard"]>[0],
): Promise<{ giftCardId: string }> {
  const initialAmount = { amount: toDecimal({ amountMinor, currency }), currencyCode: currency };
  const card = { code, note, customerId: toGid("Customer", buyerId), initialAmount };
  const { giftCard, userErrors: errors } = (await post({ document, variables: { card }, shape })).giftCardCreate;
  refuseOn(errors, SENTENCES);
  if (!giftCard) throw new ShopProblem("unknown", "Shopify named neither the gift card it made nor a reason against it.");
  return { giftCardId: idOfGid(giftCard.id) };
}
