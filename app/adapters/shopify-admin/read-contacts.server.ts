/** Some customers as they can be reached, in one call: it is asked for all ambassadors every night. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import { parseContact } from "~/ingest/parse-order";
import type { ReadContact } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadContacts($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on Customer {
        id
        firstName
        lastName
        defaultPhoneNumber { phoneNumber }
        defaultAddress { name address1 address2 zip city countryCodeV2 phone }
        addressesV2(first: 10) { nodes { name address1 address2 zip city countryCodeV2 phone } }
      }
    }
  }`;

const shape = z.object({ nodes: z.array(z.looseObject({ __typename: z.string() }).nullable()) });

export async function readContacts(post: Post, buyerIds: string[]): Promise<ReadContact[]> {
  const { nodes } = await post({ document, variables: { ids: buyerIds.map((id) => toGid("Customer", id)) }, shape });
  return nodes.filter((node) => node?.__typename === "Customer").map(parseContact);
}
