/** Which discount carries a code, whoever made it: what we look for after a reply was lost. Shopify ignores case here. */
import { z } from "zod";
import { idOfGid } from "~/ingest/gid";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query FindDiscountByCode($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      codeDiscount {
        ... on DiscountCodeBasic { title }
        ... on DiscountCodeBxgy { title }
        ... on DiscountCodeFreeShipping { title }
        ... on DiscountCodeApp { title }
      }
    }
  }`;

const shape = z.object({ codeDiscountNodeByCode: z.object({ id: z.string(), codeDiscount: z.object({ title: z.string() }) }).nullable() });

export async function findDiscountByCode(post: Post, code: string): Promise<{ discountId: string; title: string } | null> {
  const { codeDiscountNodeByCode: node } = await post({ document, variables: { code }, shape });
  return node && { discountId: idOfGid(node.id), title: node.codeDiscount.title };
}
