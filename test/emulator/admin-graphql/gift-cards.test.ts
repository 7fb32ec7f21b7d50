/** Gift cards made by an app: a code is taken once, whatever its case; a card is found by its code and ended for good. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectConsole } from "../../support/console.ts";
import { openStore, type Json, type OpenedStore } from "../opened-store.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
  opened.emulator.merchant.grantScopes(["write_gift_cards"]);
});
afterEach(() => opened.close());

const CARD =
  "id enabled deactivatedAt lastCharacters maskedCode note balance { amount } initialValue { amount currencyCode } customer { id }";
const CREATE = `mutation ($input: GiftCardCreateInput!) { giftCardCreate(input: $input) { giftCard { ${CARD} } giftCardCode userErrors { code field message } } }`;
const FIND = `query ($query: String) { giftCards(first: 10, query: $query) { nodes { ${CARD} } } }`;
const DEACTIVATE = `mutation ($id: ID!) { giftCardDeactivate(id: $id) { giftCard { ${CARD} } userErrors { code field } } }`;

const card = (changes: Json = {}) => ({
  code: "GIFT7K3QM0XW",
  customerId: `gid://shopify/Customer/${opened.store.mia.id}`,
  note: "Reward 1",
  initialAmount: { amount: "25.00", currencyCode: "GBP" },
  ...changes,
});
const create = async (changes: Json = {}) => (await opened.data(CREATE, { input: card(changes) })).giftCardCreate;
const find = async (query: string | null) => (await opened.data(FIND, { query })).giftCards.nodes;

test("a card carries our code, our note and its customer, and tells only the end of its code", async () => {
  const { giftCard, giftCardCode, userErrors } = await create();
  expect(userErrors).toEqual([]);
  expect(giftCardCode).toBe("gift7k3qm0xw");
  expect(giftCard).toMatchObject({
    enabled: true,
    deactivatedAt: null,
    lastCharacters: "m0xw",
    note: "Reward 1",
    balance: { amount: "25.0" },
    initialValue: { amount: "25.0", currencyCode: "GBP" },
    customer: { id: `gid://shopify/Customer/${opened.store.mia.id}` },
  });
  expect(JSON.stringify(giftCard)).not.toContain("gift7k3q");
});

test.each([
  ["TAKEN", { code: "gift7k3qM0XW" }],
  ["TOO_SHORT", { code: "GIFT123" }],
  ["TOO_LONG", { code: "GIFT12345678901234567" }],
  ["INVALID", { code: "GIFT-7K3Q-M0XW" }],
  ["CUSTOMER_NOT_FOUND", { code: "ANOTHER8", customerId: "gid://shopify/Customer/1" }],
  ["MISSING_ARGUMENT", { code: "ANOTHER8", initialAmount: null }],
  ["GREATER_THAN", { code: "ANOTHER8", initialAmount: { amount: "0.00", currencyCode: "GBP" } }],
  ["INVALID", { code: "ANOTHER8", initialAmount: { amount: "5.00", currencyCode: "EUR" } }],
  ["GIFT_CARD_LIMIT_EXCEEDED", { code: "ANOTHER8", initialAmount: { amount: "1600.01", currencyCode: "GBP" } }],
])("%s refuses, and no card is made", async (code, changes) => {
  await create();
  expect((await create(changes)).userErrors).toMatchObject([{ code, field: ["input", expect.any(String)] }]);
  expect(opened.emulator.books.giftCard.size).toBe(1);
});

test("a card is found by its whole code, its id, its customer or its state; the end of a code finds nothing", async () => {
  const { giftCard } = await create();
  await create({ code: "SOMEOTHER", customerId: null });
  for (const query of [
    "gift7k3qm0xw",
    "GIFT7K3QM0XW",
    `id:${giftCard.id.split("/").at(-1)}`,
    `customer_id:${opened.store.mia.id} status:enabled`,
  ])
    expect((await find(query)).map(({ id }: { id: string }) => id)).toEqual([giftCard.id]);
  expect(await find("m0xw")).toEqual([]);
  expect(await find(null)).toHaveLength(2);
  expectConsole(/last_characters/);
  expect((await opened.graphql(FIND, { query: "last_characters:m0xw" })).status).toBe(501);
});

test("a card is ended for good; a second time changes nothing", async () => {
  const { giftCard } = await create();
  const first = (await opened.data(DEACTIVATE, { id: giftCard.id })).giftCardDeactivate;
  expect(first).toMatchObject({ userErrors: [], giftCard: { enabled: false } });
  await opened.emulator.clock.advance(60_000);
  expect((await opened.data(DEACTIVATE, { id: giftCard.id })).giftCardDeactivate).toEqual(first);
  expect((await opened.data(DEACTIVATE, { id: "gid://shopify/GiftCard/1" })).giftCardDeactivate.userErrors).toEqual([
    { code: "GIFT_CARD_NOT_FOUND", field: ["id"] },
  ]);
});

test("a card whose answer is lost is there, and its code is taken", async () => {
  opened.emulator.faults.api.commitThenDropNext = ["giftCardCreate"];
  await expect(create()).rejects.toThrow();
  expect(await find("GIFT7K3QM0XW")).toMatchObject([{ note: "Reward 1" }]);
  expect((await create()).userErrors).toMatchObject([{ code: "TAKEN" }]);
});

test("without the scope there is nothing to see or make; the control API shows every card with its code", async () => {
  await create();
  opened.emulator.merchant.revokeScopes(["write_gift_cards"]);
  expect((await opened.graphql(CREATE, { input: card() })).body.errors[0].message).toContain("write_gift_cards");
  expect((await opened.graphql(FIND, { query: null })).body.errors[0].message).toContain("read_gift_cards");
  expect((await opened.control("gift-cards")).body).toMatchObject({
    total: 1,
    giftCards: [{ code: "gift7k3qm0xw", initialMinor: 2_500, enabled: true }],
  });
});
