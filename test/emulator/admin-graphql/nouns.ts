/** All that the emulator's Admin API has built, by type and field. A noun not listed here fails by name. */
import { addressTypes } from "./addresses.ts";
import { bulkOperationMutations, bulkOperationQueries, bulkOperationTypes } from "./bulk-operations.ts";
import { discountMutations } from "./change-discounts.ts";
import { draftOrderMutations } from "./change-drafts.ts";
import { codeCreationMutations, codeCreationQueries, codeCreationTypes } from "./code-creations.ts";
import { codeDeletionMutations, codeDeletionQueries, codeDeletionTypes } from "./code-deletions.ts";
import { customerMutations } from "./customer-changes.ts";
import { customerQueries, customerTypes } from "./customers.ts";
import { applicationTypes } from "./discount-applications.ts";
import { discountQueries, discountTypes } from "./discounts.ts";
import { draftOrderQueries, draftOrderTypes } from "./draft-orders.ts";
import { giftCardMutations, giftCardQueries, giftCardTypes } from "./gift-cards.ts";
import { lineItemTypes } from "./line-items.ts";
import { metafieldMutations, metafieldTypes } from "./metafields.ts";
import { nodeQueries } from "./nodes.ts";
import { orderQueries, orderTypes } from "./orders.ts";
import { productQueries, productTypes } from "./products.ts";
import { refundTypes } from "./refunds.ts";
import type { BuiltField, Registry } from "./resolver.ts";
import { shopQueries, shopTypes } from "./shop.ts";
import { storeCreditMutations, storeCreditQueries, storeCreditTypes } from "./store-credit.ts";
import { webPixelMutations, webPixelQueries, webPixelTypes } from "./web-pixels.ts";

let built: Registry | null = null;

/** Built on first use: nouns refer to each other. */
export function registry(): Registry {
  built ??= new Map<string, Map<string, BuiltField>>([
    ...Object.entries({
      ...shopTypes,
      ...productTypes,
      ...addressTypes,
      ...customerTypes,
      ...orderTypes,
      ...lineItemTypes,
      ...refundTypes,
      ...applicationTypes,
      ...discountTypes,
      ...codeCreationTypes,
      ...codeDeletionTypes,
      ...metafieldTypes,
      ...storeCreditTypes,
      ...giftCardTypes,
      ...draftOrderTypes,
      ...webPixelTypes,
      ...bulkOperationTypes,
    }),
    [
      "QueryRoot",
      merged(
        shopQueries,
        productQueries,
        customerQueries,
        orderQueries,
        discountQueries,
        codeCreationQueries,
        codeDeletionQueries,
        storeCreditQueries,
        giftCardQueries,
        draftOrderQueries,
        webPixelQueries,
        nodeQueries,
        bulkOperationQueries,
      ),
    ],
    [
      "Mutation",
      merged(
        discountMutations,
        codeCreationMutations,
        codeDeletionMutations,
        customerMutations,
        metafieldMutations,
        storeCreditMutations,
        giftCardMutations,
        draftOrderMutations,
        webPixelMutations,
        bulkOperationMutations,
      ),
    ],
  ]);
  return built;
}

const merged = (...parts: Map<string, BuiltField>[]): Map<string, BuiltField> => new Map(parts.flatMap((part) => [...part]));
