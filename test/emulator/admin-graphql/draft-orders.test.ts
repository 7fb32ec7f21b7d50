/** Draft orders: put together for a customer, free, to their own address; completed once, then an order like any other. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectConsole } from "../../support/console.ts";
import { openStore, type Json, type OpenedStore } from "../opened-store.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
  opened.emulator.merchant.grantScopes(["write_draft_orders"]);
});
afterEach(() => opened.close());

const DRAFT =
  "id name status ready tags note2 email customer { id } shippingAddress { address1 countryCodeV2 } appliedDiscount { title value valueType amountSet { shopMoney { amount } } } lineItems(first: 5) { nodes { quantity variant { sku } } } totalPriceSet { shopMoney { amount } } subtotalPriceSet { shopMoney { amount } } totalShippingPriceSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } } order { id } completedAt";
const CREATE = `mutation ($input: DraftOrderInput!) { draftOrderCreate(input: $input) { draftOrder { ${DRAFT} } userErrors { field message } } }`;
const FIND = `query ($query: String) { draftOrders(first: 10, query: $query) { nodes { ${DRAFT} } } }`;
const COMPLETE = `mutation ($id: ID!) { draftOrderComplete(id: $id) { draftOrder { ${DRAFT} } userErrors { field message } } }`;
const DELETE = "mutation ($id: ID!) { draftOrderDelete(input: { id: $id }) { deletedId userErrors { field message } } }";
const ORDER =
  "query ($id: ID!) { order(id: $id) { name tags note sourceName displayFinancialStatus customer { id } shippingAddress { address1 } customerJourneySummary { customerOrderIndex } currentTotalPriceSet { shopMoney { amount } } discountCodes discountApplications(first: 5) { nodes { __typename ... on ManualDiscountApplication { title } } } lineItems(first: 5) { nodes { quantity priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount } } discountAllocations { allocatedAmountSet { shopMoney { amount } } } } } } }";

const HOME = {
  firstName: "Mia",
  lastName: "Berg",
  address1: "1 High Street",
  city: "Leeds",
  zip: "LS1 1AA",
  countryCode: "GB",
  country: "United Kingdom",
};
const variant = (handle: string) => `gid://shopify/ProductVariant/${opened.store.products[handle]!.variantIds[0]}`;
const stockOf = (handle: string) => opened.emulator.books.variant.need(opened.store.products[handle]!.variantIds[0]!).inventory;
const mia = () => `gid://shopify/Customer/${opened.store.mia.id}`;
const moveIn = () => opened.control("set-address", { customer: opened.store.mia.id, address: HOME });
const draft = (changes: Json = {}) => ({
  lineItems: [{ variantId: variant("jubilee-mug"), quantity: 1 }],
  purchasingEntity: { customerId: mia() },
  useCustomerDefaultAddress: true,
  shippingLine: { title: "Free shipping", priceWithCurrency: { amount: "0.00", currencyCode: "GBP" } },
  appliedDiscount: { title: "Thank you", valueType: "PERCENTAGE", value: 100 },
  tags: ["regulars-reward-1"],
  note: "A reward",
  ...changes,
});
const create = async (changes: Json = {}) => (await opened.data(CREATE, { input: draft(changes) })).draftOrderCreate;
const complete = async (id: string) => (await opened.data(COMPLETE, { id })).draftOrderComplete;
const find = async (query: string) => (await opened.data(FIND, { query })).draftOrders.nodes;
const money = (amount: string) => ({ shopMoney: { amount } });

test("a draft is free, for its customer at their own address, and takes nothing from the shelf yet", async () => {
  await moveIn();
  const { draftOrder, userErrors } = await create();
  expect(userErrors).toEqual([]);
  expect(draftOrder).toMatchObject({
    name: "#D1",
    status: "OPEN",
    ready: true,
    tags: ["regulars-reward-1"],
    note2: "A reward",
    email: "mia@example.com",
    customer: { id: mia() },
    shippingAddress: { address1: "1 High Street", countryCodeV2: "GB" },
    appliedDiscount: { title: "Thank you", value: 100, valueType: "PERCENTAGE", amountSet: money("12.0") },
    lineItems: { nodes: [{ quantity: 1, variant: { sku: "JUBILEE-MUG" } }] },
    totalPriceSet: money("0.0"),
    subtotalPriceSet: money("0.0"),
    totalShippingPriceSet: money("0.0"),
    totalTaxSet: money("0.0"),
    order: null,
    completedAt: null,
  });
  expect(stockOf("jubilee-mug")).toBe(20);
  expect(opened.topics().filter((topic) => topic.startsWith("orders/"))).toEqual([]);
});

test("a customer without an address gets a draft without one", async () => {
  expect((await create()).draftOrder.shippingAddress).toBeNull();
  await moveIn();
  expect((await create({ useCustomerDefaultAddress: false })).draftOrder.shippingAddress).toBeNull();
  await opened.control("set-address", { customer: opened.store.mia.id, address: null });
  expect((await create()).draftOrder.shippingAddress).toBeNull();
});

test("drafts are found by tag, customer and state", async () => {
  const { draftOrder } = await create();
  await create({ tags: ["another"], purchasingEntity: null, useCustomerDefaultAddress: null });
  const ids = async (query: string) => (await find(query)).map(({ id }: { id: string }) => id);
  expect(await ids('tag:"regulars-reward-1"')).toEqual([draftOrder.id]);
  expect(await ids("tag:regulars-reward-2")).toEqual([]);
  expect(await ids(`customer_id:${opened.store.mia.id}`)).toEqual([draftOrder.id]);
  await complete(draftOrder.id);
  expect(await ids("status:completed")).toEqual([draftOrder.id]);
  expect(await ids("status:open")).toHaveLength(1);
});

test("completing makes an order that costs nothing, is paid, carries tag, note and address, takes the stock and is told", async () => {
  await moveIn();
  const made = (await create()).draftOrder;
  const { draftOrder, userErrors } = await complete(made.id);
  expect(userErrors).toEqual([]);
  expect(draftOrder).toMatchObject({ status: "COMPLETED", order: { id: expect.any(String) }, completedAt: expect.any(String) });
  const { order } = await opened.data(ORDER, { id: draftOrder.order.id });
  expect(order).toMatchObject({
    name: "#1001",
    tags: ["regulars-reward-1"],
    note: "A reward",
    sourceName: "shopify_draft_order",
    displayFinancialStatus: "PAID",
    customer: { id: mia() },
    shippingAddress: { address1: "1 High Street" },
    customerJourneySummary: { customerOrderIndex: 1 },
    currentTotalPriceSet: money("0.0"),
    discountCodes: [],
    discountApplications: { nodes: [{ __typename: "ManualDiscountApplication", title: "Thank you" }] },
    lineItems: {
      nodes: [
        { quantity: 1, priceAfterAllDiscountsBeforeTaxesSet: money("0.0"), discountAllocations: [{ allocatedAmountSet: money("12.0") }] },
      ],
    },
  });
  expect(stockOf("jubilee-mug")).toBe(19);
  expect(opened.topics().slice(-3)).toEqual(["orders/create", "orders/paid", "customers/update"]);
  const { body } = [...opened.emulator.books.delivery.values()].find(({ topic }) => topic === "orders/create")!;
  expect(JSON.parse(body)).toMatchObject({
    note: "A reward",
    tags: "regulars-reward-1",
    source_name: "shopify_draft_order",
    total_price: "0.00",
    // a discount by hand shows its title as a code: only the applications tell
    discount_codes: [{ code: "Thank you", amount: "12.00", type: "percentage" }],
    discount_applications: [{ type: "manual", title: "Thank you" }],
  });
});

test("a paid sending and a part of the price stay to be paid, with their tax", async () => {
  const { draftOrder } = await create({
    shippingLine: { title: "Post", priceWithCurrency: { amount: "3.00", currencyCode: "GBP" } },
    appliedDiscount: { title: "Half", valueType: "PERCENTAGE", value: 50 },
  });
  expect(draftOrder).toMatchObject({
    subtotalPriceSet: money("6.0"),
    totalShippingPriceSet: money("3.0"),
    totalPriceSet: money("9.0"),
    totalTaxSet: money("1.5"),
  });
});

test("a draft is completed once: a second time is refused and nothing more is sold", async () => {
  const { draftOrder } = await create();
  await complete(draftOrder.id);
  expect(await complete(draftOrder.id)).toEqual({ draftOrder: null, userErrors: [{ field: null, message: "This order has been paid" }] });
  expect(opened.emulator.books.order.size).toBe(1);
  expect((await complete("gid://shopify/DraftOrder/1")).userErrors).toMatchObject([{ field: ["id"] }]);
});

test("a draft Shopify is still working on can't be completed yet", async () => {
  await opened.control("faults", { drafts: { readyAfterMs: 5_000 } });
  const { draftOrder } = await create();
  expect(draftOrder.ready).toBe(false);
  expect((await complete(draftOrder.id)).userErrors).toMatchObject([{ message: expect.stringContaining("not finished calculating") }]);
  await opened.emulator.clock.advance(5_000);
  expect((await complete(draftOrder.id)).userErrors).toEqual([]);
});

test("an open draft is deleted for good; a completed one isn't", async () => {
  const open = (await create()).draftOrder;
  expect((await opened.data(DELETE, { id: open.id })).draftOrderDelete).toEqual({ deletedId: open.id, userErrors: [] });
  expect((await opened.data(DELETE, { id: open.id })).draftOrderDelete.userErrors).toHaveLength(1);
  const next = (await create()).draftOrder;
  expect(next.name).toBe("#D2");
  await complete(next.id);
  expect((await opened.data(DELETE, { id: next.id })).draftOrderDelete.userErrors).toHaveLength(1);
  expect(await find("tag:regulars-reward-1")).toHaveLength(1);
});

test("more than the shelf holds is sold all the same", async () => {
  const { draftOrder } = await create({ lineItems: [{ variantId: variant("last-teapot"), quantity: 1 }] });
  expect((await complete(draftOrder.id)).userErrors).toEqual([]);
  expect(stockOf("last-teapot")).toBe(-1);
});

test.each([
  ["no line", { lineItems: [] }, null],
  [
    "a product that is gone",
    { lineItems: [{ variantId: "gid://shopify/ProductVariant/1", quantity: 1 }] },
    ["lineItems", "0", "variantId"],
  ],
  ["a customer that is gone", { purchasingEntity: { customerId: "gid://shopify/Customer/1" } }, ["purchasingEntity", "customerId"]],
  ["a tag of more than forty characters", { tags: ["x".repeat(41)] }, ["tags"]],
  ["more than all of the price off", { appliedDiscount: { valueType: "PERCENTAGE", value: 101 } }, ["appliedDiscount", "value"]],
  [
    "a sending in another currency",
    { shippingLine: { title: "Post", priceWithCurrency: { amount: "0", currencyCode: "EUR" } } },
    ["shippingLine", "priceWithCurrency"],
  ],
])("%s is refused, and no draft is kept", async (_what, changes, field) => {
  expect((await create(changes)).userErrors).toMatchObject([{ field }]);
  expect(opened.emulator.books.draftOrder.size).toBe(0);
});

test("what isn't built of drafts says so", async () => {
  expectConsole(/isn't built/);
  for (const changes of [
    { discountCodes: ["X"] },
    { lineItems: [{ title: "A hug", quantity: 1 }] },
    { appliedDiscount: { valueType: "FIXED_AMOUNT", value: 1 } },
  ]) {
    expect((await opened.graphql(CREATE, { input: draft(changes) })).status).toBe(501);
  }
});

test("answers that are lost: the draft is there, the order is there, the draft is gone", async () => {
  const { faults } = opened.emulator;
  faults.api.commitThenDropNext = ["draftOrderCreate", "draftOrderComplete", "draftOrderDelete"];
  await expect(create()).rejects.toThrow();
  const [kept] = await find("tag:regulars-reward-1");
  await expect(complete(kept.id)).rejects.toThrow();
  expect(await find("tag:regulars-reward-1")).toMatchObject([{ status: "COMPLETED", order: { id: expect.any(String) } }]);
  const other = (await create({ tags: ["other"] })).draftOrder;
  await expect(opened.data(DELETE, { id: other.id })).rejects.toThrow();
  expect(await find("tag:other")).toEqual([]);
});

test("without the scope there is nothing to see or make; the control API shows every draft", async () => {
  await create();
  opened.emulator.merchant.revokeScopes(["write_draft_orders"]);
  expect((await opened.graphql(CREATE, { input: draft() })).body.errors[0].message).toContain("write_draft_orders");
  expect((await opened.graphql(FIND, { query: "" })).body.errors[0].message).toContain("read_draft_orders");
  expect((await opened.control("draft-orders")).body).toMatchObject({
    total: 1,
    draftOrders: [{ name: "#D1", orderId: null, tags: ["regulars-reward-1"] }],
  });
});
