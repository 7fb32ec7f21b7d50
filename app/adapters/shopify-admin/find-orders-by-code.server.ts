/** Which orders carry a code, whatever we heard of them; at most a few, since what is asked for are codes good for one use. */
import { z } from "zod";
import { idOfGid } from "~/ingest/gid";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query FindOrdersByCode($carrying: String!) {
    orders(first: 10, query: $carrying) {
      nodes { id }
    }
  }`;

const shape = z.object({ orders: z.object({ nodes: z.array(z.object({ id: z.string() })) }) });

/** @param code of our own making: letters, digits and hyphens */
export async function findOrdersByCode(post: Post, code: string): Promise<string[]> {
  const { orders } = await post({ document, variables: { carrying: `discount_code:"${code}"` }, shape });
  return orders.nodes.map(({ id }) => idOfGid(id));
}
