/** Store credit as an app gives it: no key, one account a currency, Shopify's refusals, and movements that aren't ours. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectConsole } from "../../support/console.ts";
import { mergeCustomers } from "../commerce/merge-customers.ts";
import { openStore, type OpenedStore } from "../opened-store.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
  opened.emulator.merchant.grantScopes(opened.emulator.config.optionalScopes);
});
afterEach(() => opened.close());

const CREDIT =
  "mutation ($id: ID!, $input: StoreCreditAccountCreditInput!) { storeCreditAccountCredit(id: $id, creditInput: $input) { storeCreditAccountTransaction { id event amount { amount currencyCode } balanceAfterTransaction { amount } account { id owner { ... on Customer { id } } } } userErrors { code field message } } }";
const ACCOUNTS =
  'query ($id: ID!) { customer(id: $id) { storeCreditAccounts(first: 5, query: "currency_code:GBP") { nodes { id balance { amount currencyCode } transactions(first: 10, reverse: true, sortKey: CREATED_AT) { nodes { __typename event amount { amount } balanceAfterTransaction { amount } ... on StoreCreditAccountCreditTransaction { id expiresAt } ... on StoreCreditAccountDebitTransaction { id } } } } } } }';

const mia = () => `gid://shopify/Customer/${opened.store.mia.id}`;
const give = async (
  amount: string,
  { id = mia(), currencyCode = "GBP", ...more }: { id?: string; currencyCode?: string; expiresAt?: string } = {},
) => (await opened.data(CREDIT, { id, input: { creditAmount: { amount, currencyCode }, ...more } })).storeCreditAccountCredit;
const accounts = async () => (await opened.data(ACCOUNTS, { id: mia() })).customer.storeCreditAccounts.nodes;
const codes = async (given: Promise<{ userErrors: { code: string }[] }>) => (await given).userErrors.map(({ code }) => code);

test("a first credit opens the account, and the same call again gives again", async () => {
  expect(await accounts()).toEqual([]);
  const first = await give("12.50");
  expect(first).toMatchObject({
    userErrors: [],
    storeCreditAccountTransaction: {
      event: "ADJUSTMENT",
      amount: { amount: "12.5", currencyCode: "GBP" },
      balanceAfterTransaction: { amount: "12.5" },
      account: { owner: { id: mia() } },
    },
  });
  await opened.emulator.clock.advance(1_000);
  const second = await give("12.50");
  expect(second.storeCreditAccountTransaction.account.id).toBe(first.storeCreditAccountTransaction.account.id);
  expect(await accounts()).toMatchObject([
    {
      balance: { amount: "25.0" },
      transactions: {
        nodes: [
          { id: second.storeCreditAccountTransaction.id, balanceAfterTransaction: { amount: "25.0" } },
          { id: first.storeCreditAccountTransaction.id, balanceAfterTransaction: { amount: "12.5" } },
        ],
      },
    },
  ]);
});

test("an account may be credited by its own id", async () => {
  const { account } = (await give("1.00")).storeCreditAccountTransaction;
  expect((await give("2.00", { id: account.id })).storeCreditAccountTransaction.balanceAfterTransaction).toEqual({ amount: "3.0" });
});

test("what the merchant gives and the customer spends lies beside what the app gave", async () => {
  await give("10.00");
  await opened.control("move-store-credit", { customer: opened.store.mia.id, amountMinor: 500 });
  const { body } = await opened.control("move-store-credit", { customer: opened.store.mia.id, amountMinor: -300, event: "ORDER_PAYMENT" });
  expect(body.balanceMinor).toBe(1_200);
  expect((await accounts())[0].transactions.nodes).toMatchObject([
    { __typename: "StoreCreditAccountDebitTransaction", event: "ORDER_PAYMENT", amount: { amount: "-3.0" } },
    { __typename: "StoreCreditAccountCreditTransaction", event: "ADJUSTMENT", amount: { amount: "5.0" } },
    { __typename: "StoreCreditAccountCreditTransaction", event: "ADJUSTMENT", amount: { amount: "10.0" } },
  ]);
  expect(await opened.control("move-store-credit", { customer: opened.store.mia.id, amountMinor: -5_000 })).toMatchObject({
    status: 409,
    body: { error: expect.stringContaining("sufficient funds") },
  });
  expect((await opened.control(`store-credit?customer=${opened.store.mia.id}`)).body).toMatchObject({
    total: 1,
    accounts: [{ currency: "GBP", balanceMinor: 1_200, movements: [{ amountMinor: 1_000 }, { amountMinor: 500 }, { amountMinor: -300 }] }],
  });
});

describe("Shopify refuses, and nothing is written:", () => {
  test("nobody to give it to", async () => {
    expect(await codes(give("1.00", { id: "gid://shopify/Customer/1" }))).toEqual(["OWNER_NOT_FOUND"]);
    expect(await codes(give("1.00", { id: "gid://shopify/StoreCreditAccount/1" }))).toEqual(["ACCOUNT_NOT_FOUND"]);
  });
  test("nothing to give", async () => {
    expect(await codes(give("0.00"))).toEqual(["NEGATIVE_OR_ZERO_AMOUNT"]);
    expect(await codes(give("-1.00"))).toEqual(["NEGATIVE_OR_ZERO_AMOUNT"]);
  });
  test("a currency the store doesn't sell in", async () => {
    expect(await codes(give("1.00", { currencyCode: "EUR" }))).toEqual(["UNSUPPORTED_CURRENCY"]);
  });
  test("a currency that isn't the account's", async () => {
    const { account } = (await give("1.00")).storeCreditAccountTransaction;
    const { books } = opened.emulator;
    books.shop.put(books.theShop.id, { ...books.theShop, currency: "EUR" });
    expect(await codes(give("1.00", { id: account.id, currencyCode: "EUR" }))).toEqual(["MISMATCHING_CURRENCY"]);
  });
  test("more than 15,000 US dollars on one account, whatever the currency", async () => {
    expect(await codes(give("12000.00"))).toEqual([]);
    expect(await codes(give("0.01"))).toEqual(["CREDIT_LIMIT_EXCEEDED"]);
  });
  test("an end that has passed", async () => {
    expect(await codes(give("1.00", { expiresAt: "2020-01-01T00:00:00Z" }))).toEqual(["EXPIRES_AT_IN_PAST"]);
  });
  afterEach(async () => {
    const [account] = await accounts();
    expect(account?.balance.amount ?? "0.0").toBeOneOf(["0.0", "1.0", "12000.0"]);
  });
});

test("credits that end or that write to the customer aren't built, and say so", async () => {
  for (const [more, name] of [
    [{ expiresAt: "2099-01-01T00:00:00Z" }, "expiresAt"],
    [{ notify: true }, "notify"],
  ] as const) {
    expectConsole(new RegExp(name));
    const input = { creditAmount: { amount: "1.00", currencyCode: "GBP" }, ...more };
    const { status, body } = await opened.graphql(CREDIT, { id: mia(), input });
    expect([status, body.errors[0].message]).toEqual([501, expect.stringContaining(`StoreCreditAccountCreditInput.${name}`)]);
  }
});

test("a store may have store credit switched off", async () => {
  const QUERY = "{ shop { customerAccountsV2 { customerAccountsVersion } } storeCreditConfiguration { storeCreditEnabled } }";
  expect(await opened.data(QUERY)).toEqual({
    shop: { customerAccountsV2: { customerAccountsVersion: "NEW_CUSTOMER_ACCOUNTS" } },
    storeCreditConfiguration: { storeCreditEnabled: true },
  });
  await opened.control("faults", { storeCredit: { off: true } });
  expect((await opened.data(QUERY)).storeCreditConfiguration).toEqual({ storeCreditEnabled: false });
});

test("giving, and reading movements, each need a scope of their own", async () => {
  opened.emulator.merchant.revokeScopes(["write_store_credit_account_transactions"]);
  const refused = await opened.graphql(CREDIT, { id: mia(), input: { creditAmount: { amount: "1.00", currencyCode: "GBP" } } });
  expect(refused.body.errors[0]).toMatchObject({
    extensions: { code: "ACCESS_DENIED" },
    message: expect.stringContaining("write_store_credit_account_transactions"),
  });
  opened.emulator.merchant.revokeScopes(["read_store_credit_accounts"]);
  expect((await opened.graphql(ACCOUNTS, { id: mia() })).body.errors[0].message).toContain("read_store_credit_accounts");
});

test("a credit whose answer is lost was given", async () => {
  opened.emulator.faults.api.commitThenDropNext = ["storeCreditAccountCredit"];
  await expect(give("4.00")).rejects.toThrow();
  expect((await accounts())[0].balance.amount).toBe("4.0");
});

test("when two customers become one, their accounts do too", async () => {
  const { emulator, store } = opened;
  const twin = emulator.books.customer.put("77", { ...store.mia, id: "77", email: "twin@example.com" });
  await give("1.00");
  await give("2.00", { id: `gid://shopify/Customer/${twin.id}` });
  mergeCustomers(emulator, twin.id, store.mia.id);
  expect(await accounts()).toMatchObject([{ balance: { amount: "3.0" } }]);
});
