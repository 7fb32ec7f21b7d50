/** Many customers as they are now, in the order asked for: how a change or a merge that no webhook told of is found. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import { parseBuyer } from "~/ingest/parse-order";
import type { ReadBuyer } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadBuyers($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer {
        id
        firstName
        lastName
        defaultEmailAddress { emailAddress marketingState }
        defaultAddress { countryCodeV2 province city }
      }
    }
  }`;

const shape = z.object({ nodes: z.array(z.looseObject({ id: z.string().optional() }).nullable()) });

/** null in place of who is not known. */
export async function readBuyers(post: Post, buyerIds: string[]): Promise<(ReadBuyer | null)[]> {
  const { nodes } = await post({ document, variables: { ids: buyerIds.map((id) => toGid("Customer", id)) }, shape });
  return nodes.map((node) => (node?.id ? parseBuyer(node) : null));
}
