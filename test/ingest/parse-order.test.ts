/** FAULTS 48–50, 54, 57 as far as reading goes: what Shopify's order becomes. */
import { describe, expect, test } from "vitest";
import { parseBuyer, parseContact, parseOrder, type LineNode, type OrderNode } from "~/ingest/parse-order";

const money = (amount: string) => ({ shopMoney: { amount } });
const line = (values: Partial<LineNode> = {}): LineNode => ({
  id: "gid://shopify/LineItem/9007199254741011",
  title: "Earl Grey",
  quantity: 2,
  currentQuantity: 2,
  isGiftCard: false,
  priceAfterAllDiscountsBeforeTaxesSet: money("14.17"),
  product: { id: "gid://shopify/Product/11" },
  variant: { id: "gid://shopify/ProductVariant/12" },
  ...values,
});
const order = (values: Partial<OrderNode> = {}): OrderNode => ({
  id: "gid://shopify/Order/9007199254741001",
  name: "#1001",
  email: "mia@example.com",
  processedAt: "2026-11-01T10:00:00Z",
  updatedAt: "2026-11-02T10:00:00Z",
  cancelledAt: null,
  test: false,
  tags: [],
  currencyCode: "GBP",
  taxesIncluded: true,
  displayFinancialStatus: "PAID",
  displayFulfillmentStatus: "UNFULFILLED",
  sourceName: "web",
  refundDiscrepancySet: money("0.0"),
  customAttributes: [],
  customerJourneySummary: { customerOrderIndex: 1 },
  customer: null,
  billingAddress: null,
  shippingAddress: null,
  fulfillments: [],
  discountApplications: [],
  lineItems: [line()],
  ...values,
});

test("a bulk read's arrays and a query's connections give the same order", () => {
  const asArrays = parseOrder(order());
  expect(parseOrder(order({ lineItems: { nodes: [line()] }, discountApplications: { nodes: [] } }))).toEqual(asArrays);
});

test("ids beyond 2^53 keep every digit", () => {
  expect(parseOrder(order())).toMatchObject({
    orderId: "9007199254741001",
    lines: [{ lineId: "9007199254741011", productId: "11", variantId: "12" }],
  });
});

test.each([
  ["JPY", "1200", 1200n],
  ["JPY", "1200.0", 1200n],
  ["USD", "12.5", 1250n],
  ["KWD", "12.345", 12345n],
])("54 · %s %s is exact in its own smallest unit", (currencyCode, amount, minor) => {
  const read = parseOrder(
    order({ currencyCode, lineItems: [line({ priceAfterAllDiscountsBeforeTaxesSet: money(amount) })], refundDiscrepancySet: money("0") }),
  );
  expect(read.lines[0].goodsMinor).toBe(minor);
});

test('48 · a guest whose name, address and customer Shopify keeps to itself is nobody, never "null"', () => {
  const read = parseOrder(
    order({ customer: null, email: null, displayFinancialStatus: null, sourceName: null, customerJourneySummary: null }),
  );
  expect(read).toMatchObject({
    buyer: null,
    email: null,
    paid: false,
    financialStatus: null,
    buyerOrderIndex: null,
    countryCode: null,
    gift: false,
  });
});

test("48 · a customer with everything redacted still has an id, and consent nobody told us is unknown", () => {
  expect(
    parseBuyer({ id: "gid://shopify/Customer/7", firstName: null, lastName: null, defaultEmailAddress: null, defaultAddress: null }),
  ).toEqual({
    buyerId: "7",
    firstName: null,
    lastName: null,
    email: null,
    consent: "unknown",
    countryCode: null,
    province: null,
    city: null,
  });
});

test.each([
  ["SUBSCRIBED", "subscribed"],
  ["NOT_SUBSCRIBED", "not subscribed"],
  ["UNSUBSCRIBED", "unsubscribed"],
  ["PENDING", "pending"],
  ["INVALID", "invalid"],
  ["SOMETHING_NEW", "unknown"],
])("marketing state %s is %s", (marketingState, consent) => {
  expect(parseBuyer({ id: "gid://shopify/Customer/7", defaultEmailAddress: { emailAddress: "a@b.example", marketingState } }).consent).toBe(
    consent,
  );
});

test("49, 50 · test orders and gift cards are told, so that they never count", () => {
  expect(parseOrder(order({ test: true, lineItems: [line(), line({ isGiftCard: true })] }))).toMatchObject({
    test: true,
    lines: [{ giftCard: false }, { giftCard: true }],
  });
});

test.each([
  ["web", false],
  ["subscription_contract", true],
  ["subscription_contract_checkout_one", true],
  ["pos", false],
  [null, false],
])("57 · an order from %s is a renewal: %s", (sourceName, renewal) => {
  expect(parseOrder(order({ sourceName })).renewal).toBe(renewal);
});

test.each([
  ["PENDING", false],
  ["AUTHORIZED", false],
  ["PARTIALLY_PAID", false],
  ["PAID", true],
  ["PARTIALLY_REFUNDED", true],
  ["REFUNDED", true],
  ["VOIDED", false],
])("%s counts as paid: %s", (displayFinancialStatus, paid) => {
  expect(parseOrder(order({ displayFinancialStatus })).paid).toBe(paid);
});

test.each([
  ["-1.50", 150n],
  ["0.0", 0n],
  ["2.00", 0n],
])("a refund discrepancy of %s gave back %s beyond the lines; money kept back is none", (amount, minor) => {
  expect(parseOrder(order({ refundDiscrepancySet: money(amount) })).amountOnlyRefundsMinor).toBe(minor);
});

test.each([
  ["COP", "42016.81", 4_201_681n],
  ["IDR", "89189.19", 8_918_919n],
  ["HUF", "4716.54", 471_654n],
  ["IQD", "849.15", 849_150n],
  ["JPY", "849.0", 849n],
])("an order in %s whose goods come to %s before taxes is read to the minor unit", (currencyCode, amount, minor) => {
  const read = parseOrder(order({ currencyCode, lineItems: [line({ priceAfterAllDiscountsBeforeTaxesSet: money(amount) })] }));
  expect(read.lines.map(({ goodsMinor }) => goodsMinor)).toEqual([minor]);
});

test("an amount finer than its currency stops no order: goods are rounded down, and what was given back against them", () => {
  const fine = { lineItems: [line({ priceAfterAllDiscountsBeforeTaxesSet: money("849.15") })], refundDiscrepancySet: money("-1.50") };
  const read = parseOrder(order({ currencyCode: "JPY", ...fine }));
  expect([read.lines[0].goodsMinor, read.amountOnlyRefundsMinor]).toEqual([849n, 2n]);
});

test("codes are those typed by the buyer, in their order; a draft's manual discount is none", () => {
  const read = parseOrder(order({ discountApplications: [{ index: 2, code: "SECOND" }, { index: 1 }, { index: 0, code: "FIRST" }] }));
  expect(read.codes).toEqual(["FIRST", "SECOND"]);
});

test("a line that lost units keeps what was ordered: discounts off, included tax out", () => {
  const lost = line({
    currentQuantity: 1,
    priceAfterAllDiscountsBeforeTaxesSet: money("6.03"),
    originalTotalSet: money("17.00"),
    discountAllocations: [{ allocatedAmountSet: money("2.55") }],
    taxLines: [{ priceSet: money("2.41") }],
  });
  expect(parseOrder(order({ lineItems: [lost] })).lines[0]).toMatchObject({ orderedMinor: 1204n, goodsMinor: 603n });
  expect(parseOrder(order({ taxesIncluded: false, lineItems: [lost] })).lines[0]).toMatchObject({ orderedMinor: 1445n });
});

test("a line that lost units, read without what was ordered, is a defect and says so", () => {
  expect(() => parseOrder(order({ lineItems: [line({ currentQuantity: 1 })] }))).toThrow(/lost units/);
});

test.each([
  [[], null],
  [["NEEDS_RESPONSE"], "open"],
  [["WON", "UNDER_REVIEW"], "open"],
  [["UNDER_REVIEW", "LOST"], "lost"],
  [["ACCEPTED", "WON"], "lost"],
  [["WON"], "won"],
  [["PREVENTED", "CHARGE_REFUNDED"], null],
])("disputes of the states %j make it %s; what was given back instead stands among the refunds", (statuses, dispute) => {
  expect(parseOrder(order({ disputes: statuses.map((status) => ({ status })) })).dispute).toBe(dispute);
  expect(parseOrder(order({}))).not.toHaveProperty("dispute");
});

test("fulfilled means wholly, since the last parcel that left; cancelled parcels never left", () => {
  const fulfillments = [
    { createdAt: "2026-11-03T10:00:00Z", status: "SUCCESS" },
    { createdAt: "2026-11-05T10:00:00Z", status: "SUCCESS" },
    { createdAt: "2026-11-06T10:00:00Z", status: "CANCELLED" },
  ];
  expect(parseOrder(order({ displayFulfillmentStatus: "FULFILLED", fulfillments })).fulfilledAt).toEqual(new Date("2026-11-05T10:00:00Z"));
  expect(parseOrder(order({ displayFulfillmentStatus: "PARTIALLY_FULFILLED", fulfillments })).fulfilledAt).toBeNull();
});

test.each([
  ["Mia Berg", "mia  berg", false],
  ["Aunt May", "Mia Berg", true],
  [null, "Mia Berg", false],
])("shipped to %s and billed to %s is a gift: %s", (ships, bills, gift) => {
  expect(parseOrder(order({ shippingAddress: { name: ships }, billingAddress: { name: bills } })).gift).toBe(gift);
});

test("what is no order is refused with the field that is missing", () => {
  expect(() => parseOrder({ ...order(), currencyCode: undefined })).toThrow(/currencyCode/);
});

test("a time that is none is refused, since no row could hold it", () => {
  expect(() => parseOrder(order({ processedAt: "yesterday" }))).toThrow('"yesterday" is not a time');
  expect(() => parseOrder(order({ cancelledAt: "" }))).toThrow('"" is not a time');
});

describe("where it goes and whom it reaches", () => {
  const address = {
    name: "Mia Berg",
    address1: "1 High Street",
    zip: "LS1 4AP",
    city: "Leeds",
    countryCodeV2: "GB",
    phone: "07700 900123",
  };
  const place = { name: "Mia Berg", address1: "1 High Street", address2: null, zip: "LS1 4AP", city: "Leeds", countryCode: "GB" };

  test("is read of one order, delivery first, with the connection it came by", () => {
    const node = order({
      shippingAddress: address,
      billingAddress: { ...address, phone: null },
      phone: "+447700900999",
      clientIp: "2001:db8:1:2::9",
    });
    expect(parseOrder(node).contact).toEqual({
      places: [
        { ...place, phone: "07700 900123" },
        { ...place, phone: null },
      ],
      phone: "+447700900999",
      networks: ["2001:db8:1:2::/64"],
    });
  });

  test("an order from inside a network, or without addresses, has none of it", () => {
    expect(parseOrder(order({ phone: null, clientIp: "10.0.0.1" })).contact).toEqual({ places: [], phone: null, networks: [] });
    expect(parseOrder(order({ phone: null, clientIp: null })).contact).toEqual({ places: [], phone: null, networks: [] });
  });

  test("was not asked for when a whole history is read: that is not the same as having none", () => {
    expect(parseOrder(order({ shippingAddress: address })).contact).toBeNull();
  });

  test("a customer is read with their default address first", () => {
    const node = {
      ...{ id: "gid://shopify/Customer/7", firstName: "Mia", lastName: "Berg", defaultPhoneNumber: { phoneNumber: "+447700900123" } },
      ...{ defaultAddress: address, addressesV2: { nodes: [address, { ...address, name: null, address1: "2 Low Road" }] } },
    };
    const read = parseContact(node);
    expect(read).toMatchObject({ buyerId: "7", name: "Mia Berg", contact: { phone: "+447700900123", networks: [] } });
    expect(read.contact.places.map(({ address1 }) => address1)).toEqual(["1 High Street", "1 High Street", "2 Low Road"]);
    const bare = {
      id: "gid://shopify/Customer/7",
      firstName: null,
      lastName: null,
      defaultPhoneNumber: null,
      defaultAddress: null,
      addressesV2: { nodes: [] },
    };
    expect(parseContact(bare)).toEqual({ buyerId: "7", name: null, contact: { places: [], phone: null, networks: [] } });
  });
});
