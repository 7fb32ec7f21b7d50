/** The shop, its goods and its customers, and the little the app may change about them: consent, tags, metafields. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore, type OpenedStore } from "../opened-store.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
});
afterEach(() => opened.close());

const mia = () => `gid://shopify/Customer/${opened.store.mia.id}`;

test("the shop says its currency, zone, plan, accounts and where its storefront stands", async () => {
  const { shop } = await opened.data(
    "{ shop { name email currencyCode ianaTimezone taxesIncluded myshopifyDomain url primaryDomain { url host } plan { publicDisplayName shopifyPlus } customerAccountsV2 { customerAccountsVersion } } }",
  );
  const { origin } = opened.emulator.config;
  expect(shop).toEqual({
    name: "Small & Sons",
    email: "hello@small.example",
    currencyCode: "GBP",
    ianaTimezone: "Europe/London",
    taxesIncluded: true,
    myshopifyDomain: "small-store.myshopify.com",
    url: origin,
    primaryDomain: { url: origin, host: new URL(origin).host },
    plan: { publicDisplayName: "Basic", shopifyPlus: false },
    customerAccountsV2: { customerAccountsVersion: "NEW_CUSTOMER_ACCOUNTS" },
  });
});

test("a variant says price, cost, stock, picture and whether it can be bought", async () => {
  const { products } = await opened.data(
    "{ products(first: 4, sortKey: TITLE) { nodes { title onlineStoreUrl isGiftCard featuredMedia { preview { image { url width } } } collections(first: 1) { nodes { handle } } variants(first: 1) { nodes { price availableForSale inventoryQuantity inventoryItem { unitCost { amount currencyCode } tracked } } } } } }",
  );
  const [tea, , mug, pot] = products.nodes;
  expect(tea).toMatchObject({
    title: "Earl Grey",
    isGiftCard: false,
    onlineStoreUrl: `${opened.emulator.config.origin}/products/earl-grey`,
    collections: { nodes: [{ handle: "tea" }] },
    variants: {
      nodes: [
        {
          price: "8.50",
          availableForSale: true,
          inventoryQuantity: 100,
          inventoryItem: { unitCost: { amount: "4.25", currencyCode: "GBP" }, tracked: true },
        },
      ],
    },
  });
  expect((await fetch(tea.featuredMedia.preview.image.url)).headers.get("content-type")).toContain("image/svg+xml");
  expect(mug.variants.nodes[0].availableForSale).toBe(true);
  expect(pot.variants.nodes[0]).toMatchObject({ availableForSale: false, inventoryQuantity: 0 });
});

test("a customer says name, consent, address and totals; numbers of orders are text", async () => {
  const { books } = opened.emulator;
  books.customer.put(opened.store.mia.id, {
    ...opened.store.mia,
    addresses: [
      {
        firstName: "Mia",
        lastName: "Berg",
        address1: "1 High Street",
        city: "Leeds",
        province: null,
        zip: "LS1",
        countryCode: "GB",
        country: "United Kingdom",
        phone: null,
      },
    ],
  });
  const { customer } = await opened.data(
    "query ($id: ID!) { customer(id: $id) { displayName numberOfOrders amountSpent { amount currencyCode } defaultEmailAddress { emailAddress marketingState } defaultAddress { city countryCodeV2 } addressesV2(first: 5) { nodes { formatted } } } }",
    { id: mia() },
  );
  expect(customer).toEqual({
    displayName: "Mia Berg",
    numberOfOrders: "0",
    amountSpent: { amount: "0.0", currencyCode: "GBP" },
    defaultEmailAddress: { emailAddress: "mia@example.com", marketingState: "SUBSCRIBED" },
    defaultAddress: { city: "Leeds", countryCodeV2: "GB" },
    addressesV2: { nodes: [{ formatted: ["1 High Street", "Leeds LS1", "United Kingdom"] }] },
  });
});

describe("e-mail consent", () => {
  const update = async (emailMarketingConsent: object, customerId = mia()) =>
    (
      await opened.data(
        "mutation ($input: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $input) { customer { defaultEmailAddress { marketingState } } userErrors { field code message } } }",
        { input: { customerId, emailMarketingConsent } },
      )
    ).customerEmailMarketingConsentUpdate;

  test("an opt-out is written back and told to the app", async () => {
    expect(await update({ marketingState: "UNSUBSCRIBED" })).toEqual({
      customer: { defaultEmailAddress: { marketingState: "UNSUBSCRIBED" } },
      userErrors: [],
    });
    expect(opened.topics()).toEqual(["customers/update"]);
  });

  test.each([
    ["a state nobody can set", { marketingState: "NOT_SUBSCRIBED" }, "INCLUSION"],
    ["consent in the future", { marketingState: "SUBSCRIBED", consentUpdatedAt: "2999-01-01T00:00:00Z" }, "INVALID"],
  ])("%s is refused", async (_name, consent, code) => {
    expect((await update(consent)).userErrors).toMatchObject([{ code }]);
    expect(opened.emulator.books.customer.need(opened.store.mia.id).marketingState).toBe("SUBSCRIBED");
  });

  test("an unknown customer, or one without an address, is refused", async () => {
    expect((await update({ marketingState: "UNSUBSCRIBED" }, "gid://shopify/Customer/1")).userErrors).toMatchObject([
      { code: "INVALID", message: "Customer not found" },
    ]);
    opened.emulator.books.customer.put(opened.store.mia.id, { ...opened.store.mia, email: null });
    expect((await update({ marketingState: "UNSUBSCRIBED" })).userErrors).toMatchObject([{ code: "INVALID" }]);
  });
});

test("tags are added once, whatever their case, and need the scope of what they are put on", async () => {
  const add = (id: string) =>
    opened.graphql(
      `mutation ($id: ID!) { tagsAdd(id: $id, tags: ["Regulars", "regulars", "vip, aunt"]) { node { ... on Customer { tags } } userErrors { message } } }`,
      { id },
    );
  expect((await add(mia())).body.data.tagsAdd).toEqual({ node: { tags: ["Regulars", "vip", "aunt"] }, userErrors: [] });
  expect((await add(mia())).body.data.tagsAdd.node.tags).toHaveLength(3);
  expect((await add("gid://shopify/Order/1")).body.errors[0].extensions.code).toBe("ACCESS_DENIED"); // write_orders isn't asked for
});

describe("metafields", () => {
  const SET =
    "mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { metafields { id value compareDigest } userErrors { field code elementIndex } } }";
  const set = async (...metafields: object[]) =>
    (
      await opened.data(SET, {
        metafields: metafields.map((one) => ({
          ownerId: mia(),
          namespace: "$app",
          key: "tier",
          type: "single_line_text_field",
          value: "Icon",
          ...one,
        })),
      })
    ).metafieldsSet;

  test("a value is written, read back, and overwritten only by who saw it last", async () => {
    const first = await set({});
    const read = await opened.data(
      `query ($id: ID!) { customer(id: $id) { metafield(namespace: "$app", key: "tier") { value type } none: metafield(namespace: "$app", key: "none") { value } } }`,
      { id: mia() },
    );
    expect(read.customer).toEqual({ metafield: { value: "Icon", type: "single_line_text_field" }, none: null });
    const { compareDigest } = first.metafields[0];
    expect((await set({ value: "Insider", compareDigest })).userErrors).toEqual([]);
    expect((await set({ value: "Friend", compareDigest })).userErrors).toMatchObject([{ code: "STALE_OBJECT" }]);
  });

  test("one bad element and none is written; more than 25 are refused", async () => {
    const answer = await set({ key: "a" }, { key: "b", type: "boolean", value: "maybe" });
    expect(answer).toEqual({
      metafields: null,
      userErrors: [{ field: ["metafields", "1", "value"], code: "INVALID_VALUE", elementIndex: 1 }],
    });
    expect(opened.emulator.books.metafield.size).toBe(0);
    expect((await set(...Array.from({ length: 26 }, (_, index) => ({ key: `k${index}` })))).userErrors).toMatchObject([
      { code: "LESS_THAN_OR_EQUAL_TO" },
    ]);
  });
});
