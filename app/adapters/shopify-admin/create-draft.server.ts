/**
 * A draft order of one unit, free by a discount over all of it, to the customer's own address, with a sending that costs them
 * nothing. It is the merchant's to complete: until then nothing is sold and no stock taken. Two calls make two drafts, so the
 * tag is looked for first.
 */
import { z } from "zod";
import { toDecimal } from "~/domain/money/money";
import { toGid } from "~/ingest/gid";
import { ShopProblem, type Draft, type ShopPort } from "~/ports/shop";
import { draftShape, toDraft } from "./draft";
import type { Post } from "./post-graphql.server";
import { SEND_WITHIN_MS } from "./send-within";
import { refuseOn, userErrors } from "./user-errors";

const currencyOfShop = `#graphql
  query ReadShopCurrency {
    shop { currencyCode }
  }`;

const document = `#graphql
  mutation CreateDraft($draft: DraftOrderInput!) {
    draftOrderCreate(input: $draft) {
      draftOrder {
        id
        order { id }
        shippingAddress {
          name company address1 address2 zip city province countryCodeV2
          formatted(withName: true, withCompany: true)
        }
      }
      userErrors { message field }
    }
  }`;

const currencyShape = z.object({ shop: z.object({ currencyCode: z.string() }) });
const shape = z.object({ draftOrderCreate: z.object({ draftOrder: draftShape.nullable(), userErrors }) });

/** @param tag at most 40 characters, without a comma */
export async function createDraft(
  post: Post,
  { buyerId, variantId, tag, note, discountTitle }: Parameters<ShopPort["createDraft"]>[0],
): Promise<Draft> {
  const { currencyCode } = (await post({ document: currencyOfShop, shape: currencyShape })).shop;
  const draft = {
    lineItems: [{ variantId: toGid("ProductVariant", variantId), quantity: 1 }],
    purchasingEntity: { customerId: toGid("Customer", buyerId) },
    useCustomerDefaultAddress: true,
    shippingLine: {
      title: discountTitle,
      priceWithCurrency: { amount: toDecimal({ amountMinor: 0n, currency: currencyCode }), currencyCode },
    },
    appliedDiscount: { title: discountTitle, valueType: "PERCENTAGE", value: 100 },
    tags: [tag],
    note,
  };
  const { draftOrder, userErrors: errors } = (await post({ document, variables: { draft }, shape, sendWithinMs: SEND_WITHIN_MS }))
    .draftOrderCreate;
  refuseOn(errors);
  if (!draftOrder) throw new ShopProblem("unknown", "Shopify named neither the draft order it made nor a reason against it.");
  return toDraft(draftOrder);
}
