/** One customer as they are now: name, address and whether they want to be written to. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import { parseBuyer } from "~/ingest/parse-order";
import type { ReadBuyer } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadBuyer($id: ID!) {
    customer(id: $id) {
      id
      firstName
      lastName
      locale
      defaultEmailAddress { emailAddress marketingState }
      defaultAddress { countryCodeV2 province city }
    }
  }`;

/** null: Shopify knows no such customer. */
export async function readBuyer(post: Post, buyerId: string): Promise<ReadBuyer | null> {
  const { customer } = await post({ document, variables: { id: toGid("Customer", buyerId) }, shape: z.object({ customer: z.unknown() }) });
  return customer ? parseBuyer(customer) : null;
}
