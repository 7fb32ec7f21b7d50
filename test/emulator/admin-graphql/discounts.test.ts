/** Discounts as the app makes them: Shopify's refusals, codes free in the whole store. Codes in bulk: redeem-codes. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectConsole } from "../../support/console.ts";
import { placeOrder } from "../commerce/place-order.ts";
import { openStore, type OpenedStore } from "../opened-store.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
});
afterEach(() => opened.close());

const NODE =
  "codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic { title status usageLimit appliesOncePerCustomer startsAt endsAt asyncUsageCount codesCount { count } codes(first: 5) { nodes { code } } combinesWith { orderDiscounts productDiscounts shippingDiscounts } discountClasses context { ... on DiscountCustomers { customers { displayName } } ... on DiscountBuyerSelectionAll { all } } customerGets { value { ... on DiscountPercentage { percentage } ... on DiscountAmount { amount { amount } appliesOnEachItem } } items { ... on AllDiscountItems { allItems } ... on DiscountProducts { productVariants(first: 5) { nodes { sku } } } } } } } }";
const CREATE = `mutation ($input: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $input) { ${NODE} userErrors { field code message } } }`;
const UPDATE = `mutation ($id: ID!, $input: DiscountCodeBasicInput!) { discountCodeBasicUpdate(id: $id, basicCodeDiscount: $input) { ${NODE} userErrors { field code message } } }`;

const offer = (changes: object = {}) => ({
  title: "Friends of Mia",
  code: "MIA15",
  startsAt: "2026-01-01T00:00:00Z",
  context: { all: "ALL" },
  customerGets: { items: { all: true }, value: { percentage: 0.15 } },
  appliesOncePerCustomer: true,
  combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: true },
  ...changes,
});
const create = async (changes: object = {}) => (await opened.data(CREATE, { input: offer(changes) })).discountCodeBasicCreate;
const mia = () => `gid://shopify/Customer/${opened.store.mia.id}`;
const variant = (handle: string) => `gid://shopify/ProductVariant/${opened.store.products[handle]!.variantIds[0]}`;

test("a discount is kept as it was asked for", async () => {
  const { codeDiscountNode, userErrors } = await create();
  expect(userErrors).toEqual([]);
  expect(codeDiscountNode.codeDiscount).toEqual({
    title: "Friends of Mia",
    status: "ACTIVE",
    usageLimit: null,
    appliesOncePerCustomer: true,
    startsAt: "2026-01-01T00:00:00Z",
    endsAt: null,
    asyncUsageCount: 0,
    codesCount: { count: 1 },
    codes: { nodes: [{ code: "MIA15" }] },
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: true },
    discountClasses: ["ORDER"],
    context: { all: "ALL" },
    customerGets: { value: { percentage: 0.15 }, items: { allItems: true } },
  });
});

test("the free product's construct: one variant, one customer, a fixed amount off once", async () => {
  const { codeDiscountNode } = await create({
    usageLimit: 1,
    context: { customers: { add: [mia()] } },
    customerGets: {
      items: { products: { productVariantsToAdd: [variant("jubilee-mug")] } },
      value: { discountAmount: { amount: "12.00", appliesOnEachItem: false } },
    },
  });
  expect(codeDiscountNode.codeDiscount).toMatchObject({
    usageLimit: 1,
    discountClasses: ["PRODUCT"],
    context: { customers: [{ displayName: "Mia Berg" }] },
    customerGets: {
      value: { amount: { amount: "12.0" }, appliesOnEachItem: false },
      items: { productVariants: { nodes: [{ sku: "JUBILEE-MUG" }] } },
    },
  });
});

describe("Shopify's refusals, and then nothing is written", () => {
  const items = { all: true };
  const many = Array.from({ length: 101 }, (_, index) => `gid://shopify/Customer/${index + 1}`);
  test.each([
    ["no title", { title: "" }, "BLANK", "title"],
    ["no code", { code: null }, "BLANK", "code"],
    ["no start", { startsAt: null }, "BLANK", "startsAt"],
    ["no context", { context: null }, "BLANK", "context"],
    ["an end before the start", { endsAt: "2025-01-01T00:00:00Z" }, "END_DATE_BEFORE_START_DATE", "endsAt"],
    ["more than 100 %", { customerGets: { items, value: { percentage: 15 } } }, "VALUE_OUTSIDE_RANGE", "percentage"],
    ["no amount", { customerGets: { items, value: { discountAmount: { amount: "0.00" } } } }, "GREATER_THAN", "amount"],
    [
      "discountOnQuantity outside bxgy",
      { customerGets: { items, value: { discountOnQuantity: { quantity: "1", effect: { percentage: 1 } } } } },
      "INVALID",
      "discountOnQuantity",
    ],
    [
      "no goods",
      { customerGets: { items: { products: { productsToAdd: [] } }, value: { percentage: 0.1 } } },
      "APPLIES_ON_NOTHING",
      "items",
    ],
    [
      "subscriptions where none are sold",
      { customerGets: { items, value: { percentage: 0.1 }, appliesOnSubscription: false } },
      "INVALID",
      "appliesOnSubscription",
    ],
    ["a customer who doesn't exist", { context: { customers: { add: ["gid://shopify/Customer/1"] } } }, "INVALID", "add"],
    ["more than 100 customers", { context: { customers: { add: many } } }, "EXCEEDED_MAX", "add"],
    ["a usage limit of 0", { usageLimit: 0 }, "GREATER_THAN_OR_EQUAL_TO", "usageLimit"],
  ])("%s", async (_name, changes, code, field) => {
    const { codeDiscountNode, userErrors } = await create(changes);
    expect(codeDiscountNode).toBeNull();
    expect(userErrors[0]).toMatchObject({ code });
    expect(userErrors[0].field.at(-1)).toBe(field);
    expect(opened.emulator.books.discount.size + opened.emulator.books.redeemCode.size).toBe(0);
  });

  test("a code any discount of the store has, in whatever case", async () => {
    await create();
    expect((await create({ title: "Another", code: "mia15" })).userErrors).toMatchObject([
      { code: "TAKEN", field: ["basicCodeDiscount", "code"], message: "Code must be unique. Please try a different code." },
    ]);
  });
});

test("an input field that isn't built fails by name instead of being overlooked", async () => {
  expectConsole(/isn't built/);
  const { status, body } = await opened.graphql(CREATE, { input: offer({ context: undefined, customerSelection: { all: true } }) });
  expect(status).toBe(501);
  expect(body.errors[0].message).toContain("DiscountCodeBasicInput.customerSelection");
});

test("changing a discount changes what is named and keeps the rest with its codes", async () => {
  const { codeDiscountNode } = await create();
  const { discountCodeBasicUpdate } = await opened.data(UPDATE, {
    id: codeDiscountNode.id,
    input: { title: "Friends, better", customerGets: { value: { percentage: 0.2 } } },
  });
  expect(discountCodeBasicUpdate.userErrors).toEqual([]);
  expect(discountCodeBasicUpdate.codeDiscountNode.codeDiscount).toMatchObject({
    title: "Friends, better",
    appliesOncePerCustomer: true,
    codes: { nodes: [{ code: "MIA15" }] },
    customerGets: { value: { percentage: 0.2 }, items: { allItems: true } },
  });
  const missing = await opened.data(UPDATE, { id: "gid://shopify/DiscountCodeNode/1", input: {} });
  expect(missing.discountCodeBasicUpdate.userErrors).toMatchObject([{ code: "INVALID" }]);
});

test("a code is found whatever its case, through each kind of id; an unknown one is null", async () => {
  const { codeDiscountNode } = await create();
  const found = await opened.data(
    `query ($id: ID!) { codeDiscountNodeByCode(code: "mIa15") { id } none: codeDiscountNodeByCode(code: "NOBODY") { id } discountNode(id: $id) { id discount { ... on DiscountCodeBasic { title } } } discountNodes(first: 5) { nodes { id } } }`,
    { id: codeDiscountNode.id },
  );
  expect(found).toEqual({
    codeDiscountNodeByCode: { id: codeDiscountNode.id },
    none: null,
    discountNode: { id: codeDiscountNode.id, discount: { title: "Friends of Mia" } },
    discountNodes: { nodes: [{ id: codeDiscountNode.id }] },
  });
});

test("deactivating ends a discount now, activating lets it run again, deleting frees its codes", async () => {
  const { codeDiscountNode } = await create();
  const { id } = codeDiscountNode;
  const change = (name: string) =>
    opened.data(
      `mutation ($id: ID!) { ${name}(id: $id) { codeDiscountNode { codeDiscount { ... on DiscountCodeBasic { status endsAt } } } userErrors { code } } }`,
      { id },
    );
  expect((await change("discountCodeDeactivate")).discountCodeDeactivate.codeDiscountNode.codeDiscount.status).toBe("EXPIRED");
  expect((await change("discountCodeActivate")).discountCodeActivate.codeDiscountNode.codeDiscount).toEqual({
    status: "ACTIVE",
    endsAt: null,
  });
  const gone = await opened.data("mutation ($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId userErrors { code } } }", {
    id,
  });
  expect(gone.discountCodeDelete).toEqual({ deletedCodeDiscountId: id, userErrors: [] });
  expect((await create()).userErrors).toEqual([]);
});

test("discounts are searched for by how their title begins, and by whether they work at the moment", async () => {
  const { codeDiscountNode: on } = await create();
  const { codeDiscountNode: off } = await create({ code: "OFF" });
  await create({ code: "ELSE", title: "Another" });
  await opened.data("mutation ($id: ID!) { discountCodeDeactivate(id: $id) { userErrors { code } } }", { id: off.id });
  const found = async (status: string) =>
    (
      await opened.data("query ($query: String!) { discountNodes(first: 5, query: $query) { nodes { id } } }", {
        query: `status:${status} title:Friends*`,
      })
    ).discountNodes.nodes;
  expect([await found("active"), await found("expired")]).toEqual([[{ id: on.id }], [{ id: off.id }]]);
});

test("a free shipping code is refused where it would combine with its own kind, and kept otherwise", async () => {
  const make = async (shippingDiscounts: boolean) =>
    (
      await opened.data(
        "mutation ($input: DiscountCodeFreeShippingInput!) { discountCodeFreeShippingCreate(freeShippingCodeDiscount: $input) { codeDiscountNode { codeDiscount { ... on DiscountCodeFreeShipping { title discountClasses } } } userErrors { code } } }",
        {
          input: {
            title: "Post",
            code: "POST",
            startsAt: "2026-01-01T00:00:00Z",
            context: { all: "ALL" },
            destination: { all: true },
            combinesWith: { productDiscounts: true, shippingDiscounts },
          },
        },
      )
    ).discountCodeFreeShippingCreate;
  expect((await make(true)).userErrors).toEqual([{ code: "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS" }]);
  expect((await make(false)).codeDiscountNode.codeDiscount).toEqual({ title: "Post", discountClasses: ["SHIPPING"] });
});

test("asyncUsageCount lags behind the orders", async () => {
  const { codeDiscountNode } = await create();
  placeOrder(opened.emulator, {
    lines: [{ variantId: opened.store.products["earl-grey"]!.variantIds[0]!, quantity: 1 }],
    codes: ["MIA15"],
    attributes: [],
    customerId: null,
    email: "friend@example.com",
  });
  const uses = async () =>
    (
      await opened.data("query ($id: ID!) { discountNode(id: $id) { discount { ... on DiscountCodeBasic { asyncUsageCount } } } }", {
        id: codeDiscountNode.id,
      })
    ).discountNode.discount.asyncUsageCount;
  expect(await uses()).toBe(0);
  await opened.emulator.clock.advance(61_000);
  expect(await uses()).toBe(1);
});
