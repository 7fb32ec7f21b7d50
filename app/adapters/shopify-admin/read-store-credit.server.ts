/**
 * A customer's latest store-credit movements in one currency: what tells us, after a lost reply, whether a credit was given.
 * The account is picked by its currency here and not by a search, which could miss it and make us give twice.
 */
import { z } from "zod";
import { parseMinor } from "~/domain/money/money";
import { idOfGid, toGid } from "~/ingest/gid";
import type { ShopPort, StoreCreditMovement } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const accounts = `#graphql
  query ReadStoreCreditAccounts($buyerId: ID!) {
    customer(id: $buyerId) {
      storeCreditAccounts(first: 250) { nodes { id balance { currencyCode } } }
    }
  }`;

const movements = `#graphql
  query ReadStoreCredit($accountId: ID!) {
    storeCreditAccount(id: $accountId) {
      transactions(first: 100, sortKey: CREATED_AT, reverse: true) {
        nodes {
          __typename
          event
          createdAt
          amount { amount currencyCode }
          ... on StoreCreditAccountCreditTransaction { id }
          ... on StoreCreditAccountDebitTransaction { id }
          ... on StoreCreditAccountDebitRevertTransaction { id }
          ... on StoreCreditAccountExpirationTransaction { creditTransaction { id } }
        }
      }
    }
  }`;

const accountsShape = z.object({
  customer: z
    .object({
      storeCreditAccounts: z.object({ nodes: z.array(z.object({ id: z.string(), balance: z.object({ currencyCode: z.string() }) })) }),
    })
    .nullable(),
});
const node = z.object({
  __typename: z.string(),
  event: z.string(),
  createdAt: z.string(),
  amount: z.object({ amount: z.string(), currencyCode: z.string() }),
  id: z.string().optional(),
  creditTransaction: z.object({ id: z.string() }).optional(),
});
const movementsShape = z.object({ storeCreditAccount: z.object({ transactions: z.object({ nodes: z.array(node) }) }).nullable() });

export async function readStoreCredit(
  post: Post,
  { buyerId, currency }: Parameters<ShopPort["readStoreCredit"]>[0],
): Promise<StoreCreditMovement[]> {
  const { customer } = await post({ document: accounts, variables: { buyerId: toGid("Customer", buyerId) }, shape: accountsShape });
  const account = customer?.storeCreditAccounts.nodes.find(({ balance }) => balance.currencyCode === currency);
  if (!account) return [];
  const { storeCreditAccount } = await post({ document: movements, variables: { accountId: account.id }, shape: movementsShape });
  return storeCreditAccount?.transactions.nodes.map(toMovement) ?? [];
}

function toMovement({ __typename, event, createdAt, amount, id, creditTransaction }: z.output<typeof node>): StoreCreditMovement {
  return {
    // What ran out has no id of its own; it is known by the credit it ends.
    transactionId: id ? idOfGid(id) : `end of ${creditTransaction ? idOfGid(creditTransaction.id) : createdAt}`,
    kind: __typename === "StoreCreditAccountCreditTransaction" ? "credit" : "other",
    byHand: event === "ADJUSTMENT",
    amountMinor: parseMinor(amount.amount, amount.currencyCode),
    at: new Date(createdAt),
  };
}
