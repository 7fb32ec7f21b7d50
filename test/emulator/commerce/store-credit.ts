/**
 * Store credit: one account a customer and currency, made by its first credit; what is on it is the sum of its movements.
 * Shopify knows no key by which a credit could be made once: two calls are two credits.
 */
import type { Books, Customer, Id, Minor, StoreCreditAccount, StoreCreditTransaction } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { moneyText } from "./money.ts";
import { inUsDollars } from "./us-dollars.ts";

/** An account may not hold more. */
export const MOST_US_DOLLARS = 15_000;

/** Nothing was written. */
export class StoreCreditRefused extends Error {
  override name = "StoreCreditRefused";
  readonly code: "CREDIT_LIMIT_EXCEEDED" | "INSUFFICIENT_FUNDS" | "NEGATIVE_OR_ZERO_AMOUNT";
  constructor(code: StoreCreditRefused["code"], message: string) {
    super(message);
    this.code = code;
  }
}

export function accountsOf(books: Books, customerId: Id): StoreCreditAccount[] {
  return [...books.storeCreditAccount.values()].filter((account) => account.customerId === customerId);
}

/** The oldest first, each with what was on the account after it. */
export function movementsOn(books: Books, accountId: Id): { transaction: StoreCreditTransaction; balanceAfterMinor: Minor }[] {
  let balanceAfterMinor = 0;
  return [...books.storeCreditTransaction.values()]
    .filter((transaction) => transaction.accountId === accountId)
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : Number(BigInt(a.id) - BigInt(b.id))))
    .map((transaction) => ({ transaction, balanceAfterMinor: (balanceAfterMinor += transaction.amountMinor) }));
}

export const balanceOf = (books: Books, accountId: Id): Minor => movementsOn(books, accountId).at(-1)?.balanceAfterMinor ?? 0;

/**
 * A movement on the customer's account in this currency: positive is a credit, negative a debit.
 * @throws StoreCreditRefused with Shopify's code
 */
export function moveStoreCredit(
  ctx: EmulatorContext,
  {
    customer,
    currency,
    amountMinor,
    event,
  }: { customer: Customer; currency: string; amountMinor: Minor } & Pick<StoreCreditTransaction, "event">,
): StoreCreditTransaction {
  const { books, clock } = ctx;
  if (!Number.isSafeInteger(amountMinor) || amountMinor === 0)
    throw new StoreCreditRefused("NEGATIVE_OR_ZERO_AMOUNT", "A positive amount must be used to credit a store credit account");
  const known = accountsOf(books, customer.id).find((account) => account.currency === currency);
  const after = (known ? balanceOf(books, known.id) : 0) + amountMinor;
  if (after < 0) throw new StoreCreditRefused("INSUFFICIENT_FUNDS", "The store credit account does not have sufficient funds");
  if (amountMinor > 0 && inUsDollars(after, currency) > MOST_US_DOLLARS)
    throw new StoreCreditRefused(
      "CREDIT_LIMIT_EXCEEDED",
      `The operation would cause the account's credit limit to be exceeded: it would hold ${moneyText(after, currency)}`,
    );
  return books.batch(() => {
    const at = clock.iso();
    const account = known ?? { id: books.nextId(), customerId: customer.id, currency, createdAt: at };
    if (!known) books.storeCreditAccount.put(account.id, account);
    const kind = amountMinor > 0 ? "credit" : "debit";
    const id = books.nextId();
    return books.storeCreditTransaction.put(id, { id, accountId: account.id, amountMinor, kind, event, createdAt: at });
  });
}

/** When two customers become one, so do their accounts of the same currency. */
export function mergeStoreCredit(books: Books, goneId: Id, keptId: Id): void {
  for (const account of accountsOf(books, goneId)) {
    const into = accountsOf(books, keptId).find(({ currency }) => currency === account.currency);
    if (!into) {
      books.storeCreditAccount.put(account.id, { ...account, customerId: keptId });
      continue;
    }
    for (const { transaction } of movementsOn(books, account.id))
      books.storeCreditTransaction.put(transaction.id, { ...transaction, accountId: into.id });
    books.storeCreditAccount.delete(account.id);
  }
}
