/**
 * One order, whole: its first lines with it, further lines page by page. The bound is far above what Shopify lets one
 * order hold; an order beyond it is refused rather than read in part.
 */
import { z } from "zod";
import { orderShape, parseOrder, type LineNode, type OrderNode } from "~/ingest/parse-order";
import { toGid } from "~/ingest/gid";
import { ShopProblem, type ReadOrder } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const MOST_PAGES = 100;

const document = `#graphql
  query ReadOrder($id: ID!) {
    order(id: $id) {
      id
      name
      email
      processedAt
      updatedAt
      cancelledAt
      test
      tags
      currencyCode
      taxesIncluded
      displayFinancialStatus
      displayFulfillmentStatus
      sourceName
      refundDiscrepancySet { shopMoney { amount } }
      customAttributes { key value }
      customerJourneySummary { customerOrderIndex }
      customer {
        id
        firstName
        lastName
        defaultEmailAddress { emailAddress marketingState }
        defaultAddress { countryCodeV2 province city }
      }
      billingAddress { name countryCodeV2 province }
      shippingAddress { name countryCodeV2 province }
      fulfillments(first: 100) { createdAt status }
      discountApplications(first: 100) { nodes { index ... on DiscountCodeApplication { code } } }
      lineItems(first: 50) {
        nodes {
          id
          title
          quantity
          currentQuantity
          isGiftCard
          originalTotalSet { shopMoney { amount } }
          priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount } }
          discountAllocations { allocatedAmountSet { shopMoney { amount } } }
          taxLines(first: 20) { priceSet { shopMoney { amount } } }
          product { id }
          variant { id }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

const moreLines = `#graphql
  query ReadOrderLines($id: ID!, $after: String!) {
    order(id: $id) {
      updatedAt
      lineItems(first: 100, after: $after) {
        nodes {
          id
          title
          quantity
          currentQuantity
          isGiftCard
          originalTotalSet { shopMoney { amount } }
          priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount } }
          discountAllocations { allocatedAmountSet { shopMoney { amount } } }
          taxLines(first: 20) { priceSet { shopMoney { amount } } }
          product { id }
          variant { id }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

const page = z.object({ nodes: z.array(z.custom<LineNode>()), pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }) });
// The node itself is checked once it is whole, by parseOrder.
const shape = z.object({ order: z.looseObject({ lineItems: page }).nullable() });
const pageShape = z.object({ order: z.object({ updatedAt: z.string(), lineItems: page }).nullable() });

/** null: Shopify knows no such order, or does not let us see it. */
export async function readOrder(post: Post, orderId: string): Promise<ReadOrder | null> {
  const id = toGid("Order", orderId);
  const { order } = await post({ document, variables: { id }, shape });
  if (!order) return null;
  const lineItems = await readAllLines(post, id, order.lineItems, order.updatedAt);
  return parseOrder({ ...order, lineItems } as OrderNode satisfies z.input<typeof orderShape>);
}

async function readAllLines(post: Post, id: string, first: z.output<typeof page>, updatedAt: unknown): Promise<LineNode[]> {
  const lines = [...first.nodes];
  let { pageInfo } = first;
  for (let pages = 1; pageInfo.hasNextPage; pages++) {
    if (pages >= MOST_PAGES) throw new ShopProblem("refused", `The order has more than ${lines.length} lines, more than Regulars reads of one order.`);
    const { order } = await post({ document: moreLines, variables: { id, after: pageInfo.endCursor }, shape: pageShape });
    // Pages of two states of one order would add up to neither.
    if (!order || order.updatedAt !== updatedAt) throw new ShopProblem("try later", "The order changed while it was read.");
    lines.push(...order.lineItems.nodes);
    pageInfo = order.lineItems.pageInfo;
  }
  return lines;
}
