/** Nodes as our bulk query gives them, for tests of the history: plain ones, to be changed where a test wants otherwise. */
export const money = (amount: string) => ({ shopMoney: { amount } });

export const orderNode = (number: number, values: Record<string, unknown> = {}) => ({
  id: `gid://shopify/Order/${1_000 + number}`,
  name: `#${number}`,
  email: "mia@example.com",
  processedAt: "2026-10-01T10:00:00Z",
  updatedAt: "2026-10-02T10:00:00Z",
  cancelledAt: null,
  test: false,
  tags: [],
  currencyCode: "GBP",
  taxesIncluded: true,
  displayFinancialStatus: "PAID",
  displayFulfillmentStatus: "FULFILLED",
  sourceName: "web",
  refundDiscrepancySet: money("0.00"),
  customAttributes: [],
  customerJourneySummary: { customerOrderIndex: 1 },
  customer: customerNode(7),
  billingAddress: { name: "Mia Berg", countryCodeV2: "GB", province: "England", city: "Leeds" },
  shippingAddress: { name: "Mia Berg", countryCodeV2: "GB", province: "England", city: "Leeds" },
  fulfillments: [{ createdAt: "2026-10-03T10:00:00Z", status: "SUCCESS" }],
  ...values,
});

export const customerNode = (number: number) => ({
  id: `gid://shopify/Customer/${number}`,
  firstName: "Mia",
  lastName: "Berg",
  defaultEmailAddress: { emailAddress: `buyer${number}@example.com`, marketingState: "SUBSCRIBED" },
  defaultAddress: { name: "Mia Berg", countryCodeV2: "GB", province: "England", city: "Leeds" },
});

export const lineNode = (number: number, line: number, values: Record<string, unknown> = {}) => ({
  id: `gid://shopify/LineItem/${number * 100 + line}`,
  title: "Earl Grey",
  quantity: 2,
  currentQuantity: 2,
  isGiftCard: false,
  originalTotalSet: money("12.00"),
  priceAfterAllDiscountsBeforeTaxesSet: money("10.00"),
  discountAllocations: [],
  taxLines: [{ priceSet: money("2.00") }],
  product: { id: "gid://shopify/Product/11" },
  variant: { id: "gid://shopify/ProductVariant/12" },
  __parentId: `gid://shopify/Order/${1_000 + number}`,
  ...values,
});

export const codeNode = (number: number, index: number, code: string) => ({
  index,
  code,
  __parentId: `gid://shopify/Order/${1_000 + number}`,
});
