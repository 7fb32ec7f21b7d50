/** A draft order by its id, as it is now: unlike a search by its tag, this is never behind. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { Draft } from "~/ports/shop";
import { draftShape, toDraft } from "./draft";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadDraft($id: ID!) {
    draftOrder(id: $id) {
      id
      order { id }
      shippingAddress {
        name company address1 address2 zip city province countryCodeV2
        formatted(withName: true, withCompany: true)
      }
    }
  }`;

const shape = z.object({ draftOrder: draftShape.nullable() });

/** null: it was deleted. */
export async function readDraft(post: Post, draftId: string): Promise<Draft | null> {
  const { draftOrder } = await post({ document, variables: { id: toGid("DraftOrder", draftId) }, shape });
  return draftOrder && toDraft(draftOrder);
}
