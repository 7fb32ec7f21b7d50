/** Which of some orders are still there: an order that was deleted is in no list, it can only be asked for by its id. */
import { z } from "zod";
import { idOfGid, toGid } from "~/ingest/gid";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query FindOrders($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Order { id } }
  }`;

const shape = z.object({ nodes: z.array(z.object({ id: z.string() }).nullable()) });

export async function findOrders(post: Post, orderIds: string[]): Promise<string[]> {
  const { nodes } = await post({ document, variables: { ids: orderIds.map((id) => toGid("Order", id)) }, shape });
  return nodes.flatMap((node) => (node ? idOfGid(node.id) : []));
}
