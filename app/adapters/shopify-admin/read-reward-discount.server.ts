/** What a reward's code is now: a merchant may change each of its terms in the admin. Products are told by their variants. */
import { z } from "zod";
import { parseMinor } from "~/domain/money/money";
import { idOfGid, toGid } from "~/ingest/gid";
import type { DiscountState, RewardTerms } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

/** Enough to see that it is for one only. */
const document = `#graphql
  query ReadRewardDiscount($id: ID!) {
    discountNode(id: $id) {
      discount {
        ... on DiscountCodeBasic {
          status
          startsAt
          endsAt
          usageLimit
          minimumRequirement { __typename }
          context { ... on DiscountCustomers { customers { id } } }
          customerGets {
            value { ... on DiscountAmount { appliesOnEachItem amount { amount currencyCode } } }
            items {
              ... on DiscountProducts {
                productVariants(first: 2) { nodes { id } }
                products(first: 2) { nodes { variants(first: 2) { nodes { id } } } }
              }
            }
          }
        }
      }
    }
  }`;

const named = z.object({ id: z.string() });
const variants = z.object({ nodes: z.array(named) });
const basic = z.object({
  status: z.string(),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  usageLimit: z.number().nullable(),
  minimumRequirement: z.object({}).nullable(),
  context: z.object({ customers: z.array(named).optional() }),
  customerGets: z.object({
    value: z.object({
      appliesOnEachItem: z.boolean().optional(),
      amount: z.object({ amount: z.string(), currencyCode: z.string() }).optional(),
    }),
    items: z.object({
      productVariants: variants.optional(),
      products: z.object({ nodes: z.array(z.object({ variants })) }).optional(),
    }),
  }),
});
// Another kind of discount answers with none of its fields.
const shape = z.object({ discountNode: z.object({ discount: z.union([basic, z.object({}).strict()]) }).nullable() });

/** "gone": Shopify knows no such discount. */
export async function readRewardDiscount(post: Post, discountId: string): Promise<RewardTerms | Exclude<DiscountState, "working">> {
  const { discountNode: node } = await post({ document, variables: { id: toGid("DiscountCodeNode", discountId) }, shape });
  if (!node) return "gone";
  const found = node.discount;
  if (!("status" in found) || (found.status !== "ACTIVE" && found.status !== "SCHEDULED")) return "ended";
  const { value, items } = found.customerGets;
  const ofProducts = items.products?.nodes.flatMap((product) => product.variants.nodes) ?? [];
  return {
    amountMinor: value.amount ? parseMinor(value.amount.amount, value.amount.currencyCode) : null,
    currency: value.amount?.currencyCode ?? null,
    onEachItem: value.appliesOnEachItem ?? false,
    variantIds: [...(items.productVariants?.nodes ?? []), ...ofProducts].map(({ id }) => idOfGid(id)),
    buyerIds: (found.context.customers ?? []).map(({ id }) => idOfGid(id)),
    usageLimit: found.usageLimit,
    startsAt: new Date(found.startsAt),
    endsAt: found.endsAt === null ? null : new Date(found.endsAt),
    minimum: found.minimumRequirement !== null,
  };
}
