/** Starts one asynchronous addition of codes. Shopify runs one a shop at a time; while another runs, ours waits its turn. */
import { z } from "zod";
import { invariant } from "~/domain/invariant";
import { idOfGid, toGid } from "~/ingest/gid";
import { ShopProblem } from "~/ports/shop";
import type { Post } from "./post-graphql.server";
import { SEND_CODES_WITHIN_MS } from "./send-within";
import { refuseOn, userErrors } from "./user-errors";

/** Shopify's bound for one call. */
const MOST_CODES = 250;

const document = `#graphql
  mutation AddCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
      bulkCreation { id }
      userErrors { message code field }
    }
  }`;

const shape = z.object({ discountRedeemCodeBulkAdd: z.object({ bulkCreation: z.object({ id: z.string() }).nullable(), userErrors }) });

/** Carried out within half a minute of being asked for, or never. @throws ShopProblem "try later" while another addition runs, also one of another app's */
export async function addCodes(post: Post, discountId: string, codes: string[]): Promise<{ additionId: string }> {
  invariant(codes.length > 0 && codes.length <= MOST_CODES, `one addition takes 1 to ${MOST_CODES} codes, not ${codes.length}`);
  const variables = { discountId: toGid("DiscountCodeNode", discountId), codes: codes.map((code) => ({ code })) };
  const { bulkCreation, userErrors: errors } = (await post({ document, variables, shape, sendWithinMs: SEND_CODES_WITHIN_MS }))
    .discountRedeemCodeBulkAdd;
  // Shopify has no code of its own for it; its words say that another one is running.
  if (errors.some(({ message }) => /another .*(running|progress)|already (running|in progress)/i.test(message))) {
    throw new ShopProblem("try later", errors.map(({ message }) => message).join(" "));
  }
  refuseOn(errors);
  if (!bulkCreation) throw new ShopProblem("unknown", "Shopify named neither the addition it started nor a reason against it.");
  return { additionId: idOfGid(bulkCreation.id) };
}
