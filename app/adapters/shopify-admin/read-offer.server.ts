/** The terms of a friends' discount as they are now: a merchant may change each of them in the admin. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { OfferTerms } from "~/ports/shop";
import { EVERY_CYCLE } from "./offer-terms";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadOffer($id: ID!) {
    discountNode(id: $id) {
      discount {
        ... on DiscountCodeBasic {
          status
          startsAt
          endsAt
          usageLimit
          appliesOncePerCustomer
          recurringCycleLimit
          minimumRequirement { __typename }
          context { __typename }
          customerGets {
            appliesOnSubscription
            items { __typename }
            value { ... on DiscountPercentage { percentage } }
          }
        }
      }
    }
  }`;

const typeName = z.object({ __typename: z.string() });
const basic = z.object({
  status: z.string(),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  usageLimit: z.number().nullable(),
  appliesOncePerCustomer: z.boolean(),
  recurringCycleLimit: z.number().nullable(),
  minimumRequirement: typeName.nullable(),
  context: typeName,
  customerGets: z.object({
    appliesOnSubscription: z.boolean(),
    items: typeName,
    value: z.object({ percentage: z.number().optional() }),
  }),
});
// Another kind of discount answers with none of its fields.
const shape = z.object({ discountNode: z.object({ discount: z.union([basic, z.object({}).strict()]) }).nullable() });

/** null: Shopify knows no such discount of this kind, or it no longer works. */
export async function readOffer(post: Post, discountId: string): Promise<OfferTerms | null> {
  const { discountNode: node } = await post({ document, variables: { id: toGid("DiscountCodeNode", discountId) }, shape });
  const found = node?.discount;
  if (!found || !("status" in found) || (found.status !== "ACTIVE" && found.status !== "SCHEDULED")) return null;
  const { percentage } = found.customerGets.value;
  return {
    offerBp: percentage === undefined ? null : Math.round(percentage * 10_000),
    usageLimit: found.usageLimit,
    oncePerCustomer: found.appliesOncePerCustomer,
    startsAt: new Date(found.startsAt),
    endsAt: found.endsAt === null ? null : new Date(found.endsAt),
    minimum: found.minimumRequirement !== null,
    everybody: found.context.__typename === "DiscountBuyerSelectionAll",
    everything: found.customerGets.items.__typename === "AllDiscountItems",
    subscriptions: subscriptionsOf(found.customerGets.appliesOnSubscription, found.recurringCycleLimit),
  };
}

/** Where Shopify names no number of cycles, it is the first. */
function subscriptionsOf(applies: boolean, cycles: number | null): OfferTerms["subscriptions"] {
  if (!applies) return null;
  if (cycles === EVERY_CYCLE) return "every order";
  return cycles === null || cycles === 1 ? "first order" : "other";
}
