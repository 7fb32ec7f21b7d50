/** Where parcels to some customers would go at this moment: their default addresses, which a draft order takes as well. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { Destination } from "~/ports/shop";
import { destinationShape, toDestination } from "./destination";
import type { Post } from "./post-graphql.server";

/** Whoever asks looks at a page meanwhile. */
const ANSWER_WITHIN_MS = 6_000;

const document = `#graphql
  query ReadDestinations($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer {
        defaultAddress {
          name company address1 address2 zip city province countryCodeV2
          formatted(withName: true, withCompany: true)
        }
      }
    }
  }`;

const shape = z.object({ nodes: z.array(z.object({ defaultAddress: destinationShape.nullish() }).nullable()) });

export async function readDestinations(post: Post, buyerIds: string[]): Promise<(Destination | null)[]> {
  const ids = buyerIds.map((id) => toGid("Customer", id));
  const { nodes } = await post({ document, variables: { ids }, shape, answerWithinMs: ANSWER_WITHIN_MS });
  return nodes.map((node) => toDestination(node?.defaultAddress ?? null));
}
