/**
 * What was made in Shopify since a moment and could be one of our rewards, a page at a time and the oldest first: discounts by their
 * title, gift cards and drafts by when they were made, since Shopify searches neither notes nor beginnings of tags. Kinds that
 * Shopify does not let us see are not asked for.
 */
import { z } from "zod";
import { parseMinor } from "~/domain/money/money";
import { idOfGid } from "~/ingest/gid";
import type { MarkedAsked, MarkedPage, MarkedThing, ShopPort } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadMarked(
    $codes: Boolean!, $cards: Boolean!, $drafts: Boolean!, $titled: String, $ofCards: String, $ofDrafts: String
    $afterCode: String, $afterCard: String, $afterDraft: String
  ) {
    discountNodes(first: 20, after: $afterCode, query: $titled, sortKey: CREATED_AT) @include(if: $codes) {
      nodes {
        id
        discount {
          ... on DiscountCodeBasic {
            title
            createdAt
            codes(first: 1) { nodes { code } }
            context { ... on DiscountCustomers { customers { id } } }
            customerGets {
              items { ... on DiscountProducts { productVariants(first: 1) { nodes { id product { title } } } } }
              value { ... on DiscountAmount { amount { amount currencyCode } } }
            }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
    giftCards(first: 20, after: $afterCard, query: $ofCards, sortKey: CREATED_AT) @include(if: $cards) {
      nodes { id createdAt note lastCharacters initialValue { amount currencyCode } customer { id } }
      pageInfo { hasNextPage endCursor }
    }
    draftOrders(first: 20, after: $afterDraft, query: $ofDrafts, sortKey: ID) @include(if: $drafts) {
      nodes {
        id
        createdAt
        tags
        customer { id }
        order { id }
        lineItems(first: 1) { nodes { title variant { id } originalUnitPriceSet { shopMoney { amount currencyCode } } } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const money = z.object({ amount: z.string(), currencyCode: z.string() });
const named = z.object({ id: z.string() });
const connection = <N extends z.ZodType>(node: N) =>
  z.object({ nodes: z.array(node), pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }) });

const discountNode = z.object({
  id: z.string(),
  discount: z.object({
    title: z.string().optional(),
    createdAt: z.string().optional(),
    codes: z.object({ nodes: z.array(z.object({ code: z.string() })) }).optional(),
    context: z.object({ customers: z.array(named).optional() }).optional(),
    customerGets: z
      .object({
        items: z.object({
          productVariants: z.object({ nodes: z.array(z.object({ id: z.string(), product: z.object({ title: z.string() }) })) }).optional(),
        }),
        value: z.object({ amount: money.optional() }),
      })
      .optional(),
  }),
});
const card = z.object({
  id: z.string(),
  createdAt: z.string(),
  note: z.string().nullish(),
  lastCharacters: z.string(),
  initialValue: money,
  customer: named.nullish(),
});
const line = z.object({ title: z.string(), variant: named.nullish(), originalUnitPriceSet: z.object({ shopMoney: money }) });
const draft = z.object({
  id: z.string(),
  createdAt: z.string(),
  tags: z.array(z.string()),
  customer: named.nullish(),
  order: named.nullish(),
  lineItems: z.object({ nodes: z.array(line) }),
});
const shape = z.object({
  discountNodes: connection(discountNode).optional(),
  giftCards: connection(card).optional(),
  draftOrders: connection(draft).optional(),
});

export async function readMarked(post: Post, { title, asked, buyerId }: Parameters<ShopPort["readMarked"]>[0]): Promise<MarkedPage[]> {
  const [code, card, draft] = KINDS.map((kind) => asked.find((one) => one.kind === kind));
  const theirs = buyerId === null ? "" : ` customer_id:${buyerId}`;
  const variables = {
    ...{ codes: !!code, cards: !!card, drafts: !!draft },
    titled: code ? `title:${title.split(" ")[0]}* ${madeSince(code)}` : null,
    ofCards: card ? `${madeSince(card)}${theirs}` : null,
    ofDrafts: draft ? `${madeSince(draft)}${theirs}` : null,
    ...{ afterCode: code?.after ?? null, afterCard: card?.after ?? null, afterDraft: draft?.after ?? null },
  };
  const { discountNodes, giftCards, draftOrders } = await post({ document, variables, shape });
  return [
    ...pageOf("product code", discountNodes, ({ discount }) => discount.createdAt, ofDiscount),
    ...pageOf("gift card", giftCards, ({ createdAt }) => createdAt, ofCard),
    ...pageOf("product sent", draftOrders, ({ createdAt }) => createdAt, ofDraft),
  ];
}

const KINDS: MarkedAsked["kind"][] = ["product code", "gift card", "product sent"];
const madeSince = ({ since }: MarkedAsked): string => `created_at:>="${since.toISOString()}"`;

type Connection<N> = { nodes: N[]; pageInfo: { hasNextPage: boolean; endCursor?: string | null } };

/** Of a kind that was not asked for there is none. */
function pageOf<N>(
  kind: MarkedAsked["kind"],
  found: Connection<N> | undefined,
  madeAt: (node: N) => string | undefined,
  thingsOf: (node: N) => MarkedThing[],
): MarkedPage[] {
  if (!found) return [];
  const { nodes, pageInfo } = found;
  const times = nodes.flatMap((node) => madeAt(node) ?? []).map((text) => new Date(text).getTime());
  return [
    {
      kind,
      things: nodes.flatMap(thingsOf),
      reached: times.length ? new Date(Math.max(...times)) : null,
      next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
    },
  ];
}

const idOf = (one: { id: string } | null | undefined): string | null => (one ? idOfGid(one.id) : null);
const amountOf = ({ amount, currencyCode }: z.output<typeof money>) => ({
  amountMinor: parseMinor(amount, currencyCode),
  currency: currencyCode,
});

/** Only an amount off one variant can be a reward. */
function ofDiscount({ id, discount: { title, createdAt, codes, context, customerGets } }: z.output<typeof discountNode>): MarkedThing[] {
  const variant = customerGets?.items.productVariants?.nodes[0];
  const amount = customerGets?.value.amount;
  if (title === undefined || createdAt === undefined || !variant || !amount) return [];
  return [
    {
      ...{ kind: "product code", shopifyId: idOfGid(id), marks: [title], buyerId: idOf(context?.customers?.[0]), variantId: idOf(variant) },
      ...{ productTitle: variant.product.title, code: codes?.nodes[0]?.code ?? null, orderId: null, at: new Date(createdAt) },
      ...amountOf(amount),
    },
  ];
}

function ofCard({ id, createdAt, note, lastCharacters, initialValue, customer }: z.output<typeof card>): MarkedThing[] {
  return [
    {
      ...{
        kind: "gift card",
        shopifyId: idOfGid(id),
        marks: note ? [note] : [],
        buyerId: idOf(customer),
        variantId: null,
        productTitle: "",
      },
      ...{ code: lastCharacters, orderId: null, at: new Date(createdAt) },
      ...amountOf(initialValue),
    },
  ];
}

function ofDraft({ id, createdAt, tags, customer, order, lineItems }: z.output<typeof draft>): MarkedThing[] {
  const [sent] = lineItems.nodes;
  if (!sent) return [];
  return [
    {
      ...{ kind: "product sent", shopifyId: idOfGid(id), marks: tags, buyerId: idOf(customer), variantId: idOf(sent.variant) },
      ...{ productTitle: sent.title, code: null, orderId: idOf(order), at: new Date(createdAt) },
      ...amountOf(sent.originalUnitPriceSet.shopMoney),
    },
  ];
}
