/**
 * The id of one code on a discount: what is deleted is named by it. Shopify's search over codes knows plain text and no field
 * ("code:…" would match every one), so what it finds is compared letter by letter; where it finds nothing, the list is read through.
 */
import { z } from "zod";
import { idOfGid, toGid } from "~/ingest/gid";
import type { Post } from "./post-graphql.server";

const MOST_PAGES = 40;

const document = `#graphql
  query FindRedeemCode($discountId: ID!, $query: String, $after: String) {
    discountNode(id: $discountId) {
      discount {
        ... on DiscountCodeBasic {
          codes(first: 250, query: $query, after: $after) {
            nodes { id code }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
  }`;

const codes = z.object({
  nodes: z.array(z.object({ id: z.string(), code: z.string() })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});
const shape = z.object({ discountNode: z.object({ discount: z.object({ codes: codes.optional() }) }).nullable() });

export async function findRedeemCode(post: Post, discountId: string, code: string): Promise<string | null> {
  const id = toGid("DiscountCodeNode", discountId);
  return (await findAmong(post, id, code, code)) ?? findAmong(post, id, code, null);
}

async function findAmong(post: Post, discountId: string, code: string, query: string | null): Promise<string | null> {
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: z.output<typeof shape> = await post({ document, variables: { discountId, query, after }, shape });
    const found: z.output<typeof codes> | undefined = answer.discountNode?.discount.codes;
    const node = found?.nodes.find((one) => one.code.toUpperCase() === code.toUpperCase());
    if (node) return idOfGid(node.id);
    if (!found?.pageInfo.hasNextPage) return null;
    after = found.pageInfo.endCursor ?? null;
  }
  return null;
}
