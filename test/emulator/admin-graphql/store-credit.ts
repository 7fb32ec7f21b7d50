/**
 * Store credit as the Admin API shows and gives it: accounts of a customer, their movements, and one mutation that credits
 * a customer (making the account when there is none) or an account. Credits that expire or that tell the customer aren't built.
 */
import type { Customer, StoreCreditAccount, StoreCreditTransaction } from "../books.ts";
import { accountsOf, balanceOf, movementsOn, moveStoreCredit, StoreCreditRefused } from "../commerce/store-credit.ts";
import { NotBuilt, objectType, onlyBuilt, Rows, Typed, type ApiCall, type Arguments, type Field } from "./resolver.ts";
import { searchable } from "./connection.ts";
import { gid, idOf, readGid } from "./gid.ts";
import { minorOf, moneyV2 } from "./money.ts";

type Movement = { transaction: StoreCreditTransaction; balanceAfterMinor: number; account: StoreCreditAccount };
type CreditInput = { creditAmount: { amount: string; currencyCode: string }; expiresAt?: string | null; notify?: boolean | null };
type CreditError = { field: string[]; code: string; message: string };

const TYPE_NAMES = { credit: "StoreCreditAccountCreditTransaction", debit: "StoreCreditAccountDebitTransaction" } as const;

/** Customer.storeCreditAccounts */
export const storeCreditAccounts = searchable<Customer, StoreCreditAccount>(
  {
    id: { kind: "number", of: (account) => account.id },
    currency_code: { kind: "text", of: (account) => account.currency },
    created_at: { kind: "date", of: (account) => account.createdAt },
  },
  { ID: (account) => account.id },
  (customer, call) => accountsOf(call.emulator.books, customer.id),
);

const onAccount = (account: StoreCreditAccount, call: ApiCall): Movement[] =>
  movementsOn(call.emulator.books, account.id).map((movement) => ({ ...movement, account }));

const everyKind: Record<string, Field<Movement>> = {
  id: ({ transaction }) => gid(TYPE_NAMES[transaction.kind], transaction.id),
  account: ({ account }) => account,
  amount: ({ transaction, account }) => moneyV2(transaction.amountMinor, account.currency),
  balanceAfterTransaction: ({ balanceAfterMinor, account }) => moneyV2(balanceAfterMinor, account.currency),
  createdAt: ({ transaction }) => transaction.createdAt,
  event: ({ transaction }) => transaction.event,
};

export const storeCreditTypes = {
  StoreCreditAccount: objectType<StoreCreditAccount>({
    id: (account) => gid("StoreCreditAccount", account.id),
    balance: (account, _args, call) => moneyV2(balanceOf(call.emulator.books, account.id), account.currency),
    owner: (account, _args, call) => new Typed("Customer", call.emulator.books.customer.need(account.customerId)),
    transactions: {
      args: ["first", "last", "after", "before", "reverse", "sortKey"],
      resolve: (account, args, call) => {
        if (args.sortKey !== "CREATED_AT") throw new NotBuilt(`sortKey ${String(args.sortKey)}`);
        const movements = onAccount(account, call).map((movement) => new Typed(TYPE_NAMES[movement.transaction.kind], movement));
        return new Rows(movements, (_movement, index) => String(index));
      },
    },
  }),
  StoreCreditAccountCreditTransaction: objectType<Movement>({ ...everyKind, expiresAt: () => null }),
  StoreCreditAccountDebitTransaction: objectType<Movement>(everyKind),
};

export const storeCreditQueries = objectType<unknown>({
  storeCreditAccount: {
    args: ["id"],
    resolve: (_root, args, call) => call.emulator.books.storeCreditAccount.get(idOf(args.id, "StoreCreditAccount")) ?? null,
  },
  storeCreditConfiguration: (_root, _args, call) => ({ storeCreditEnabled: call.emulator.faults.storeCredit?.off !== true }),
});

export const storeCreditMutations = objectType<unknown>({
  storeCreditAccountCredit: {
    args: ["id", "creditInput"],
    resolve: (_root, args, call) => credit(args, call),
  },
});

/** Whom the id names, and the currency the account holds when it names an account. */
function ownerOf(id: unknown, call: ApiCall): { customer: Customer; currency: string | null } | CreditError {
  const { books } = call.emulator;
  const read = idOf(id, "Customer", "StoreCreditAccount");
  if (readGid(id)!.type === "Customer") {
    const customer = books.customer.get(read);
    return customer ? { customer, currency: null } : { field: ["id"], code: "OWNER_NOT_FOUND", message: "The owner does not exist" };
  }
  const account = books.storeCreditAccount.get(read);
  if (!account) return { field: ["id"], code: "ACCOUNT_NOT_FOUND", message: "The store credit account could not be found" };
  return { customer: books.customer.need(account.customerId), currency: account.currency };
}

function credit(args: Arguments, call: ApiCall): { storeCreditAccountTransaction: Movement | null; userErrors: CreditError[] } {
  const input = args.creditInput as CreditInput;
  const refuse = (error: CreditError) => ({ storeCreditAccountTransaction: null, userErrors: [error] });
  const { books, clock } = call.emulator;
  const at = (field: string): string[] => ["creditInput", ...field.split(".")];
  if (input.expiresAt && Date.parse(input.expiresAt) <= clock.now().getTime())
    return refuse({ field: at("expiresAt"), code: "EXPIRES_AT_IN_PAST", message: "The expiry date must be in the future" });
  onlyBuilt({ ...input, notify: input.notify || null }, ["creditAmount"], "StoreCreditAccountCreditInput");
  const owner = ownerOf(args.id, call);
  if ("code" in owner) return refuse(owner);
  const { amount, currencyCode: currency } = input.creditAmount;
  if (currency !== books.theShop.currency)
    return refuse({ field: at("creditAmount.currencyCode"), code: "UNSUPPORTED_CURRENCY", message: "Currency is not supported" });
  if (owner.currency !== null && owner.currency !== currency)
    return refuse({
      field: at("creditAmount.currencyCode"),
      code: "MISMATCHING_CURRENCY",
      message: "The currency provided does not match the currency of the store credit account",
    });
  const amountMinor = Math.max(0, minorOf(amount, currency));
  try {
    const transaction = moveStoreCredit(call.emulator, { customer: owner.customer, currency, amountMinor, event: "ADJUSTMENT" });
    const account = books.storeCreditAccount.need(transaction.accountId);
    return {
      storeCreditAccountTransaction: onAccount(account, call).find((one) => one.transaction.id === transaction.id)!,
      userErrors: [],
    };
  } catch (error) {
    if (!(error instanceof StoreCreditRefused)) throw error;
    return refuse({ field: at("creditAmount.amount"), code: error.code, message: error.message });
  }
}
