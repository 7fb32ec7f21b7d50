/**
 * Which orders a bank took the payment of back, or is about to: what is found by asking, since Shopify tells of chargebacks only apps
 * that may read its own payments, and does not promise that an order counts as changed by one.
 */
import { z } from "zod";
import { idOfGid } from "~/ingest/gid";
import { disputeOf } from "~/ingest/parse-order";
import type { DisputedOrders } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadDisputedOrders($disputed: String!, $after: String) {
    orders(first: 100, query: $disputed, sortKey: PROCESSED_AT, after: $after) {
      nodes { id disputes { status } }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const shape = z.object({
  orders: z.object({
    nodes: z.array(z.object({ id: z.string(), disputes: z.array(z.object({ status: z.string() })) })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});

/** Those that Shopify's search knows and that change what an order is worth. */
const STATUSES = ["needs_response", "under_review", "lost", "accepted", "won"];

export async function readDisputedOrders(post: Post, { since, after }: { since: Date; after: string | null }): Promise<DisputedOrders> {
  // OR binds looser than a space: the date stands with each.
  const disputed = STATUSES.map((status) => `chargeback_status:${status} processed_at:>='${since.toISOString()}'`).join(" OR ");
  const { orders } = await post({ document, variables: { disputed, after }, shape });
  return {
    orders: orders.nodes.map(({ id, disputes }) => ({ orderId: idOfGid(id), dispute: disputeOf(disputes) })),
    next: orders.pageInfo.hasNextPage ? (orders.pageInfo.endCursor ?? null) : null,
  };
}
