/** The draft order that carries our tag: what we look for after a reply was lost. Of several, the one that became an order. */
import { z } from "zod";
import type { Draft } from "~/ports/shop";
import { draftShape, toDraft } from "./draft";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query FindDraft($carrying: String!) {
    draftOrders(first: 20, query: $carrying) {
      nodes {
        id
        tags
        order { id }
        shippingAddress {
          name company address1 address2 zip city province countryCodeV2
          formatted(withName: true, withCompany: true)
        }
      }
    }
  }`;

const shape = z.object({ draftOrders: z.object({ nodes: z.array(draftShape.extend({ tags: z.array(z.string()) })) }) });

/** @param tag of our own making: letters, digits, hyphens and colons */
export async function findDraft(post: Post, tag: string): Promise<Draft | null> {
  const { draftOrders } = await post({ document, variables: { carrying: `tag:"${tag}"` }, shape });
  const ours = draftOrders.nodes.filter(({ tags }) => tags.includes(tag)).map(toDraft);
  return ours.find(({ orderId }) => orderId !== null) ?? ours[0] ?? null;
}
