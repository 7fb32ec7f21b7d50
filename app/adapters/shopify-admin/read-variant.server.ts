/** What a product's variant costs and whether it can be had, at this moment. */
import { z } from "zod";
import { parseMinor } from "~/domain/money/money";
import { idOfGid, toGid } from "~/ingest/gid";
import type { ReadVariant } from "~/ports/shop";
import type { Post } from "./post-graphql.server";
import { ANSWER_WITHIN_MS } from "./send-within";

const document = `#graphql
  query ReadVariant($id: ID!) {
    shop { currencyCode }
    productVariant(id: $id) {
      id
      price
      availableForSale
      inventoryItem { unitCost { amount currencyCode } }
      product { id title status }
    }
  }`;

const shape = z.object({
  shop: z.object({ currencyCode: z.string() }),
  productVariant: z
    .object({
      id: z.string(),
      price: z.string(),
      availableForSale: z.boolean(),
      inventoryItem: z.object({ unitCost: z.object({ amount: z.string(), currencyCode: z.string() }).nullish() }),
      product: z.object({ id: z.string(), title: z.string(), status: z.string() }),
    })
    .nullable(),
});

/** null: the product is gone. */
export async function readVariant(post: Post, variantId: string): Promise<ReadVariant | null> {
  const { shop, productVariant: variant } = await post({
    ...{ document, variables: { id: toGid("ProductVariant", variantId) }, shape },
    answerWithinMs: ANSWER_WITHIN_MS,
  });
  if (!variant) return null;
  const currency = shop.currencyCode;
  const cost = variant.inventoryItem.unitCost;
  return {
    variantId: idOfGid(variant.id),
    productId: idOfGid(variant.product.id),
    productTitle: variant.product.title,
    priceMinor: parseMinor(variant.price, currency),
    currency,
    unitCostMinor: cost?.currencyCode === currency ? parseMinor(cost.amount, currency) : null,
    available: variant.availableForSale && variant.product.status === "ACTIVE",
  };
}
