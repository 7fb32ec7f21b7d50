/** A page of the codes that a discount carries, whoever put them on it. */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import type { CodesPage } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadCodes($discountId: ID!, $after: String) {
    discountNode(id: $discountId) {
      discount {
        ... on DiscountCodeBasic {
          codes(first: 250, after: $after) {
            nodes { code }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
  }`;

const codes = z.object({
  nodes: z.array(z.object({ code: z.string() })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});
const shape = z.object({ discountNode: z.object({ discount: z.object({ codes: codes.optional() }) }).nullable() });

export async function readCodes(post: Post, discountId: string, after: string | null): Promise<CodesPage> {
  const variables = { discountId: toGid("DiscountCodeNode", discountId), after };
  const found = (await post({ document, variables, shape })).discountNode?.discount.codes;
  if (!found) return { codes: [], next: null };
  const { hasNextPage, endCursor } = found.pageInfo;
  return { codes: found.nodes.map(({ code }) => code.toUpperCase()), next: hasNextPage ? (endCursor ?? null) : null };
}
