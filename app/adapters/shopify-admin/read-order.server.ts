/**
 * One order, whole: its first lines with it, further lines page by page. Calls are paid for by the object, so what was
 * ordered is asked for only when a line lost units, in a second call; for all others it is what they cost now. An order
 * beyond the bound is refused rather than read in part.
 */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import { hasLostUnits, parseOrder, type LineNode } from "~/ingest/parse-order";
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
      customerJourneySummary { customerOrderIndex lastVisit { referrerUrl } }
      customer {
        id
        firstName
        lastName
        defaultEmailAddress { emailAddress marketingState }
        defaultAddress { countryCodeV2 province city }
      }
      phone
      clientIp
      billingAddress { name address1 address2 zip city countryCodeV2 province phone }
      shippingAddress { name address1 address2 zip city countryCodeV2 province phone }
      fulfillments(first: 50) { createdAt status }
      disputes { status }
      discountApplications(first: 25) { nodes { index ... on DiscountCodeApplication { code } } }
      lineItems(first: 20) {
        nodes {
          id
          title
          quantity
          currentQuantity
          isGiftCard
          priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount } }
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
          priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount } }
          product { id }
          variant { id }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

const orderedAmounts = `#graphql
  query ReadOrderedAmounts($id: ID!, $after: String) {
    order(id: $id) {
      updatedAt
      lineItems(first: 50, after: $after) {
        nodes {
          id
          originalTotalSet { shopMoney { amount } }
          discountAllocations { allocatedAmountSet { shopMoney { amount } } }
          taxLines(first: 20) { priceSet { shopMoney { amount } } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

const page = z.object({
  nodes: z.array(z.custom<LineNode>()),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});
// The node itself is checked once it is whole, by parseOrder.
const shape = z.object({ order: z.looseObject({ lineItems: page }).nullable() });
const pageShape = z.object({ order: z.object({ updatedAt: z.string(), lineItems: page }).nullable() });

type Page = z.output<typeof page>;

/** null: Shopify knows no such order, or does not let us see it. */
export async function readOrder(post: Post, orderId: string): Promise<ReadOrder | null> {
  const id = toGid("Order", orderId);
  const { order } = await post({ document, variables: { id }, shape });
  if (!order) return null;
  const pages = { post, id, updatedAt: order.updatedAt };
  const lineItems = await readPages(pages, moreLines, order.lineItems);
  return parseOrder({ ...order, lineItems: lineItems.some(hasLostUnits) ? await withOrderedAmounts(pages, lineItems) : lineItems });
}

type Pages = { post: Post; id: string; updatedAt: unknown };

async function withOrderedAmounts(pages: Pages, lines: LineNode[]): Promise<LineNode[]> {
  const amounts = new Map((await readPages(pages, orderedAmounts)).map((line) => [line.id, line]));
  return lines.map((line) => ({ ...line, ...amounts.get(line.id) }));
}

async function readPages({ post, id, updatedAt }: Pages, pageDocument: string, first?: Page): Promise<LineNode[]> {
  const lines = [...(first?.nodes ?? [])];
  let after: { hasNextPage: boolean; endCursor?: string | null } = first?.pageInfo ?? { hasNextPage: true };
  for (let count = 0; after.hasNextPage; count++) {
    if (count >= MOST_PAGES)
      throw new ShopProblem("refused", `The order has more than ${lines.length} lines, more than Regulars reads of one order.`);
    const { order } = await post({ document: pageDocument, variables: { id, after: after.endCursor ?? null }, shape: pageShape });
    // Pages of two states of one order would add up to neither.
    if (!order || order.updatedAt !== updatedAt) throw new ShopProblem("try later", "The order changed while it was read.");
    lines.push(...order.lineItems.nodes);
    after = order.lineItems.pageInfo;
  }
  return lines;
}
