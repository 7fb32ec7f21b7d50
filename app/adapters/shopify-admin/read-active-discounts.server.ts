/** Discounts by code that work now, by how their title begins, a page at a time and the oldest first. */
import { z } from "zod";
import { idOfGid } from "~/ingest/gid";
import type { ActiveDiscounts, ShopPort } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadActiveDiscounts($query: String!, $after: String) {
    discountNodes(first: 50, after: $after, query: $query, sortKey: CREATED_AT) {
      nodes {
        id
        discount { ... on DiscountCodeBasic { title createdAt status } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`;

// Another kind of discount answers with none of its fields.
const basic = z.object({ title: z.string(), createdAt: z.string(), status: z.string() });
const shape = z.object({
  discountNodes: z.object({
    nodes: z.array(z.object({ id: z.string(), discount: z.union([basic, z.object({}).strict()]) })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});

export async function readActiveDiscounts(
  post: Post,
  { title, after }: Parameters<ShopPort["readActiveDiscounts"]>[0],
): Promise<ActiveDiscounts> {
  // Shopify searches for words that begin so; the rest of the title is looked at here.
  const query = `status:active title:${title.split(/\W/)[0]}*`;
  const { nodes, pageInfo } = (await post({ document, variables: { query, after }, shape })).discountNodes;
  return {
    discounts: nodes.flatMap(({ id, discount: found }) =>
      "status" in found && found.status === "ACTIVE" && found.title.startsWith(title)
        ? [{ discountId: idOfGid(id), title: found.title, madeAt: new Date(found.createdAt) }]
        : [],
    ),
    next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
  };
}
