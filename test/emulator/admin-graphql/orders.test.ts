/** Orders, their lines, discounts and refunds as the app reads them, for orders placed at the emulator's own checkout. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { placeOrder } from "../commerce/place-order.ts";
import { refundOrder } from "../commerce/refund-order.ts";
import { openStore, type OpenedStore } from "../opened-store.ts";

const DAY = 86_400_000;
let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
});
afterEach(() => opened.close());

const CREATE =
  "mutation ($input: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $input) { codeDiscountNode { id } userErrors { message } } }";
const offer = (code: string) => ({
  input: {
    title: code,
    code,
    startsAt: "2026-01-01T00:00:00Z",
    context: { all: "ALL" },
    customerGets: { items: { all: true }, value: { percentage: 0.15 } },
  },
});
const variantOf = (handle: string) => opened.store.products[handle]!.variantIds[0]!;
const order = (lines: [handle: string, quantity: number][], codes: string[] = [], more: object = {}) =>
  placeOrder(
    opened.emulator,
    {
      lines: lines.map(([handle, quantity]) => ({ variantId: variantOf(handle), quantity })),
      codes,
      attributes: [{ name: "_regulars_click", value: "c1" }],
      customerId: opened.store.mia.id,
      email: "mia@example.com",
    },
    more,
  );

const READ = `query ($id: ID!) { order(id: $id) {
  name test cancelledAt displayFinancialStatus displayFulfillmentStatus taxesIncluded sourceName tags discountCodes
  customAttributes { key value }
  customer { id numberOfOrders amountSpent { amount } }
  customerJourneySummary { customerOrderIndex }
  totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
  totalRefundedSet { shopMoney { amount } }
  refundDiscrepancySet { shopMoney { amount } }
  discountApplications(first: 5) { nodes { index targetType allocationMethod targetSelection ... on DiscountCodeApplication { code } value { ... on PricingPercentageValue { percentage } ... on MoneyV2 { amount } } } }
  lineItems(first: 10) { nodes { title quantity currentQuantity isGiftCard product { id } variant { id } priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount } }
    discountAllocations { allocatedAmountSet { shopMoney { amount } } discountApplication { index } } } }
  refunds(first: 10) { note totalRefundedSet { shopMoney { amount } } refundLineItems(first: 5) { nodes { quantity subtotalSet { shopMoney { amount } } lineItem { title } restockType } } orderAdjustments(first: 5) { nodes { reason amountSet { shopMoney { amount } } } } }
  fulfillments(first: 1) { createdAt status }
} }`;
const read = async (id: string) => (await opened.data(READ, { id: `gid://shopify/Order/${id}` })).order;

test("an order shows its code, attributes, buyer and the lines' value without tax after all discounts", async () => {
  await opened.data(CREATE, offer("MAXINE15"));
  const placed = order(
    [
      ["earl-grey", 2],
      ["gift-card", 1],
    ],
    ["maxine15"],
  );
  const seen = await read(placed.id);
  expect(seen).toMatchObject({
    name: "#1001",
    test: false,
    displayFinancialStatus: "PAID",
    displayFulfillmentStatus: "UNFULFILLED",
    discountCodes: ["MAXINE15"],
    customAttributes: [{ key: "_regulars_click", value: "c1" }],
    customer: { id: `gid://shopify/Customer/${opened.store.mia.id}`, numberOfOrders: "1" },
    customerJourneySummary: { customerOrderIndex: 1 },
    fulfillments: [],
    refunds: [],
  });
  expect(seen.discountApplications.nodes).toEqual([
    { index: 0, targetType: "LINE_ITEM", allocationMethod: "ACROSS", targetSelection: "ALL", code: "MAXINE15", value: { percentage: 15 } },
  ]);
  const [tea, card] = seen.lineItems.nodes;
  // 2 × £8.50 less 15 % is £14.45 with 20 % tax in it: £12.04
  expect(tea).toMatchObject({
    title: "Earl Grey",
    quantity: 2,
    isGiftCard: false,
    priceAfterAllDiscountsBeforeTaxesSet: { shopMoney: { amount: "12.04" } },
  });
  expect(tea.discountAllocations).toEqual([{ allocatedAmountSet: { shopMoney: { amount: "2.55" } }, discountApplication: { index: 0 } }]);
  expect(card).toMatchObject({ isGiftCard: true, priceAfterAllDiscountsBeforeTaxesSet: { shopMoney: { amount: "25.0" } } });
});

test("refunded units leave a line's value; money given back beyond them is an order adjustment", async () => {
  const placed = order([["jubilee-mug", 2]]);
  refundOrder(opened.emulator, placed.id, { lines: [{ orderLineId: placed.lines[0]!.id, quantity: 1 }] });
  refundOrder(opened.emulator, placed.id, { lines: [], amountMinor: 300, note: "scratched" });
  const seen = await read(placed.id);
  expect(seen.lineItems.nodes[0]).toMatchObject({
    quantity: 2,
    currentQuantity: 1,
    priceAfterAllDiscountsBeforeTaxesSet: { shopMoney: { amount: "10.0" } },
  });
  expect(seen.refunds[0].refundLineItems.nodes).toEqual([
    { quantity: 1, subtotalSet: { shopMoney: { amount: "12.0" } }, lineItem: { title: "Jubilee Mug" }, restockType: "RETURN" },
  ]);
  expect(seen.refunds[0].orderAdjustments.nodes).toEqual([]);
  expect(seen.refunds[1]).toMatchObject({
    note: "scratched",
    orderAdjustments: { nodes: [{ reason: "REFUND_DISCREPANCY", amountSet: { shopMoney: { amount: "-3.0" } } }] },
  });
  expect(seen.totalRefundedSet.shopMoney.amount).toBe("15.0");
  expect(seen.refundDiscrepancySet.shopMoney.amount).toBe("-3.0");
  expect(seen.displayFinancialStatus).toBe("PARTIALLY_REFUNDED");
});

test("an order in another currency states both moneys", async () => {
  const placed = placeOrder(opened.emulator, {
    lines: [{ variantId: variantOf("jubilee-mug"), quantity: 1 }],
    codes: [],
    attributes: [],
    customerId: null,
    email: "gast@example.com",
    presentmentCurrency: "JPY",
    presentmentRate: "187.5",
  });
  const { totalPriceSet } = await read(placed.id);
  expect(totalPriceSet).toEqual({
    shopMoney: { amount: "15.95", currencyCode: "GBP" },
    presentmentMoney: { amount: "2991.0", currencyCode: "JPY" },
  });
});

test("without read_all_orders an order older than 60 days doesn't exist, by whatever way it is asked for", async () => {
  const old = order([["earl-grey", 1]], [], { at: new Date(opened.emulator.clock.now().getTime() - 61 * DAY).toISOString() });
  const young = order([["earl-grey", 1]]);
  const ask = () =>
    opened.data(
      `query ($id: ID!) { order(id: $id) { id } node(id: $id) { id } orders(first: 5) { nodes { name } } ordersCount { count } customer(id: "gid://shopify/Customer/${opened.store.mia.id}") { numberOfOrders orders(first: 5) { nodes { name } } lastOrder { name } } }`,
      { id: `gid://shopify/Order/${old.id}` },
    );
  const all = await ask();
  expect(all.order).not.toBeNull();
  expect(all.orders.nodes).toEqual([{ name: old.name }, { name: young.name }]);
  await opened.control("withhold-scopes", { scopes: ["read_all_orders"] });
  expect(await ask()).toEqual({
    order: null,
    node: null,
    orders: { nodes: [{ name: young.name }] },
    ordersCount: { count: 1 },
    customer: { numberOfOrders: "2", orders: { nodes: [{ name: young.name }] }, lastOrder: { name: young.name } },
  });
});

test("orders can be searched by time, code, test and id, with not and or", async () => {
  await opened.data(CREATE, offer("MIA10"));
  const [first] = [order([["earl-grey", 1]], ["MIA10"]), order([["earl-grey", 1]], [], { test: true })];
  await opened.emulator.clock.advance(1_800_000);
  order([["earl-grey", 1]]);
  const names = async (query: string) =>
    (await opened.data("query ($query: String) { orders(first: 9, query: $query) { nodes { name } } }", { query })).orders.nodes.map(
      ({ name }: { name: string }) => name,
    );
  const since = opened.emulator.clock.iso();
  expect(await names("discount_code:mia10")).toEqual(["#1001"]);
  expect(await names(`created_at:>='${since}'`)).toEqual(["#1003"]);
  expect(await names(`created_at:<'${since}' AND -test:true`)).toEqual(["#1001"]);
  expect(await names(`id:${first.id} OR test:true`)).toEqual(["#1001", "#1002"]);
  expect(await names(`id:>${first.id}`)).toEqual(["#1002", "#1003"]);
  expect(await names("status:any")).toHaveLength(3);
});

test("a guest's order with no customer says so by null, not by an empty buyer", async () => {
  const placed = order([["earl-grey", 1]]);
  opened.emulator.books.order.put(placed.id, { ...placed, customerId: null, email: null, customerOrderIndex: null });
  expect(await read(placed.id)).toMatchObject({ customer: null, customerJourneySummary: { customerOrderIndex: null } });
});
