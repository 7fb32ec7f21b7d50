/**
 * How an addition of codes ended, code by code. Only a code listed without an error may be handed out. Whether it has
 * ended is asked first and alone: listing hundreds of codes again and again would use up the shop's call limit.
 */
import { z } from "zod";
import { toGid } from "~/ingest/gid";
import { ShopProblem, type CodeResult } from "~/ports/shop";
import type { Post } from "./post-graphql.server";
import { userErrors } from "./user-errors";

const MOST_PAGES = 10;

const isDone = `#graphql
  query IsCodeAdditionDone($id: ID!) {
    discountRedeemCodeBulkCreation(id: $id) { done }
  }`;
const isDoneShape = z.object({ discountRedeemCodeBulkCreation: z.object({ done: z.boolean() }).nullable() });

const document = `#graphql
  query ReadCodeAddition($id: ID!, $after: String) {
    discountRedeemCodeBulkCreation(id: $id) {
      codes(first: 100, after: $after) {
        nodes { code discountRedeemCode { id } errors { message code field } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

const codeNode = z.object({ code: z.string(), discountRedeemCode: z.object({ id: z.string() }).nullable(), errors: userErrors });
const shape = z.object({
  discountRedeemCodeBulkCreation: z
    .object({
      codes: z.object({ nodes: z.array(codeNode), pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }) }),
    })
    .nullable(),
});

/**
 * null while it is still running.
 * @throws ShopProblem "refused" when Shopify knows no such addition (any more)
 */
export async function readCodeAddition(post: Post, additionId: string): Promise<CodeResult[] | null> {
  const id = toGid("DiscountRedeemCodeBulkCreation", additionId);
  const { discountRedeemCodeBulkCreation: addition } = await post({ document: isDone, variables: { id }, shape: isDoneShape });
  if (!addition) throw forgotten();
  if (!addition.done) return null;
  const results: CodeResult[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const creation: z.output<typeof shape>["discountRedeemCodeBulkCreation"] = (await post({ document, variables: { id, after }, shape }))
      .discountRedeemCodeBulkCreation;
    if (!creation) throw forgotten();
    results.push(...creation.codes.nodes.map(toResult));
    if (!creation.codes.pageInfo.hasNextPage) return results;
    after = creation.codes.pageInfo.endCursor ?? null;
  }
  throw new ShopProblem("refused", `The addition of codes has more than ${MOST_PAGES} pages, more than we ever ask for.`);
}

const forgotten = () => new ShopProblem("refused", "Shopify no longer knows this addition of codes.");

function toResult({ code, discountRedeemCode, errors }: z.output<typeof codeNode>): CodeResult {
  if (discountRedeemCode && !errors.length) return { code, outcome: "live" };
  return {
    code,
    outcome: "refused",
    reason:
      errors.map((error) => [error.code, error.message].filter(Boolean).join(": ")).join(" ") ||
      "Shopify did not add it and gave no reason.",
    ...(errors.some((error) => error.code === "TAKEN") && { taken: true as const }),
  };
}
