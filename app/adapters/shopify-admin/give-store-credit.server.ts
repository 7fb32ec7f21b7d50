/**
 * Puts store credit on a customer's account, which Shopify opens when there is none. Shopify takes no key of ours, so the
 * same call twice gives twice: after an unknown outcome the caller looks at the movements before it tries again.
 */
import { z } from "zod";
import { toDecimal } from "~/domain/money/money";
import { idOfGid, toGid } from "~/ingest/gid";
import { ShopProblem, type ShopPort } from "~/ports/shop";
import type { Post } from "./post-graphql.server";
import { SEND_WITHIN_MS } from "./send-within";
import { refuseOn, userErrors } from "./user-errors";

const document = `#graphql
  mutation GiveStoreCredit($owner: ID!, $credit: StoreCreditAccountCreditInput!) {
    storeCreditAccountCredit(id: $owner, creditInput: $credit) {
      storeCreditAccountTransaction { id }
      userErrors { message code field }
    }
  }`;

const shape = z.object({
  storeCreditAccountCredit: z.object({ storeCreditAccountTransaction: z.object({ id: z.string() }).nullable(), userErrors }),
});

const SENTENCES: Record<string, string> = {
  OWNER_NOT_FOUND: "Shopify no longer knows this customer.",
  ACCOUNT_NOT_FOUND: "Shopify no longer knows this customer's store credit account.",
  CREDIT_LIMIT_EXCEEDED: "This customer would hold more store credit than Shopify allows, 15,000 US dollars.",
  MISMATCHING_CURRENCY: "This customer's store credit is in another currency.",
  UNSUPPORTED_CURRENCY: "This store does not offer store credit in this currency.",
  NEGATIVE_OR_ZERO_AMOUNT: "There is no amount to give as store credit.",
};

export async function giveStoreCredit(
  post: Post,
  { buyerId, amountMinor, currency }: Parameters<ShopPort["giveStoreCredit"]>[0],
): Promise<{ transactionId: string }> {
  const credit = { creditAmount: { amount: toDecimal({ amountMinor, currency }), currencyCode: currency } };
  const variables = { owner: toGid("Customer", buyerId), credit };
  const { storeCreditAccountTransaction: made, userErrors: errors } = (
    await post({ document, variables, shape, sendWithinMs: SEND_WITHIN_MS })
  ).storeCreditAccountCredit;
  refuseOn(errors, SENTENCES);
  if (!made) throw new ShopProblem("unknown", "Shopify named neither the credit it gave nor a reason against it.");
  return { transactionId: idOfGid(made.id) };
}
