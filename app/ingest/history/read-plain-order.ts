/**
 * Orders that are just as our query asks for them, recognised by one pattern like their lines (read-plain-line.ts). What is
 * found becomes the node that the long way would have made of the text, so that parse-order.ts alone says what it means.
 */
import type { CheckedOrder } from "../parse-order";
import { AMOUNT, FLAG, gid, listOf, money, object, orNull, TEXT, textOf, WHOLE, wholly } from "./plain-pattern";

const SOME = orNull(TEXT);
const PLACE = orNull(object({ name: SOME, countryCodeV2: SOME, province: SOME, city: SOME }));

const PLAIN_ORDER = wholly({
  id: gid("Order"),
  name: TEXT,
  email: SOME,
  processedAt: TEXT,
  updatedAt: TEXT,
  cancelledAt: SOME,
  test: FLAG,
  tags: listOf(TEXT),
  currencyCode: TEXT,
  taxesIncluded: FLAG,
  displayFinancialStatus: SOME,
  displayFulfillmentStatus: TEXT,
  sourceName: SOME,
  refundDiscrepancySet: money(`(${AMOUNT})`),
  customAttributes: listOf(object({ key: TEXT, value: SOME })),
  customerJourneySummary: orNull(object({ customerOrderIndex: orNull(WHOLE) })),
  customer: orNull(
    object({
      id: gid("Customer"),
      firstName: SOME,
      lastName: SOME,
      defaultEmailAddress: orNull(object({ emailAddress: SOME, marketingState: SOME })),
      defaultAddress: PLACE,
    }),
  ),
  billingAddress: PLACE,
  shippingAddress: PLACE,
  fulfillments: listOf(object({ createdAt: TEXT, status: TEXT })),
});

type Captured = string | undefined;

/** @returns null for every text that is not plainly an order; its children are lines of their own */
export function readPlainOrder(text: string): { orderId: string; node: CheckedOrder } | null {
  const found: Captured[] | null = PLAIN_ORDER.exec(text);
  if (!found) return null;
  const [, orderId, name, email, processedAt, updatedAt, cancelledAt, test, tags, currencyCode, taxesIncluded] = found as string[];
  const [financialStatus, fulfillmentStatus, sourceName, discrepancy, attributes, orderIndex] = found.slice(11, 17);
  const [customerId, firstName, lastName, emailAddress, marketingState] = found.slice(17, 22);
  return {
    orderId,
    node: {
      id: `gid://shopify/Order/${orderId}`,
      name: textOf(name),
      email: some(email),
      processedAt: textOf(processedAt),
      updatedAt: textOf(updatedAt),
      cancelledAt: some(cancelledAt),
      test: test === "true",
      tags: list(tags) as string[],
      currencyCode: textOf(currencyCode),
      taxesIncluded: taxesIncluded === "true",
      displayFinancialStatus: some(financialStatus),
      displayFulfillmentStatus: textOf(fulfillmentStatus!),
      sourceName: some(sourceName),
      refundDiscrepancySet: { shopMoney: { amount: discrepancy! } },
      customAttributes: list(attributes!) as CheckedOrder["customAttributes"],
      customerJourneySummary: { customerOrderIndex: orderIndex === undefined ? null : Number(orderIndex) },
      customer:
        customerId === undefined
          ? null
          : {
              id: `gid://shopify/Customer/${customerId}`,
              firstName: some(firstName),
              lastName: some(lastName),
              defaultEmailAddress: { emailAddress: some(emailAddress), marketingState: some(marketingState) },
              defaultAddress: place(found, 22),
            },
      billingAddress: place(found, 26),
      shippingAddress: place(found, 30),
      fulfillments: list(found[34]!) as CheckedOrder["fulfillments"],
      discountApplications: [],
      lineItems: [],
    },
  };
}

const some = (captured: Captured): string | null => (captured === undefined ? null : textOf(captured));
const list = (captured: string): unknown[] => (captured === "[]" ? [] : (JSON.parse(captured) as unknown[]));

const place = (found: Captured[], at: number) => ({
  name: some(found[at]),
  countryCodeV2: some(found[at + 1]),
  province: some(found[at + 2]),
  city: some(found[at + 3]),
});
