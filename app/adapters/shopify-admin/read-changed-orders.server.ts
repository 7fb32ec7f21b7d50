/** Which orders changed since a moment, oldest change first, a page at a time: how a webhook that never came is found. */
import { z } from "zod";
import { idOfGid } from "~/ingest/gid";
import type { ChangedOrders } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadChangedOrders($changed: String!, $after: String) {
    orders(first: 250, query: $changed, sortKey: UPDATED_AT, after: $after) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const shape = z.object({
  orders: z.object({
    nodes: z.array(z.object({ id: z.string(), updatedAt: z.string().transform((text) => new Date(text)) })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});

export async function readChangedOrders(post: Post, { since, after }: { since: Date; after: string | null }): Promise<ChangedOrders> {
  const { orders } = await post({ document, variables: { changed: `updated_at:>='${since.toISOString()}'`, after }, shape });
  return {
    orders: orders.nodes.map(({ id, updatedAt }) => ({ orderId: idOfGid(id), updatedAt })),
    next: orders.pageInfo.hasNextPage ? (orders.pageInfo.endCursor ?? null) : null,
  };
}
