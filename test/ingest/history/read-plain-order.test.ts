/** The quick way of reading an order says nothing else than the full schema, whatever the order looks like. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBulkLine } from "~/ingest/history/parse-bulk-line";
import { readPlainOrder } from "~/ingest/history/read-plain-order";
import { parseOrder, toOrder } from "~/ingest/parse-order";
import { bulkOrderLines } from "../../bench/generate-bulk-orders.ts";
import { orderNode } from "./bulk-nodes";
import { changed, damaged, saidBy, written } from "./changed-nodes";

function longWay(text: string) {
  const said = saidBy(() => parseBulkLine(text));
  if (!("result" in said) || said.result.kind !== "order") return { problem: "not an order" };
  const { orderId, node } = said.result;
  const read = saidBy(() => parseOrder({ ...node, lineItems: [], discountApplications: [] }));
  return { orderId, taxesIncluded: node.taxesIncluded, ...read };
}

function agrees(text: string): void {
  const read = readPlainOrder(text);
  if (!read) return;
  const { orderId, node } = read;
  expect({ orderId, taxesIncluded: node.taxesIncluded, ...saidBy(() => toOrder(node)) }).toEqual(longWay(text));
}

const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom('"', "\\", "Crème\tbrûlée\n", "\u0000", "\ud800", "null"));
const place = fc.option(
  fc.record({ name: fc.option(text), countryCodeV2: fc.option(text), province: fc.option(text), city: fc.option(text) }),
);
const order = fc
  .record({
    name: text,
    email: fc.option(text),
    cancelledAt: fc.constantFrom(null, "2026-10-04T10:00:00Z", "yesterday", ""),
    test: fc.boolean(),
    tags: fc.array(text, { maxLength: 3 }),
    currencyCode: fc.constantFrom("GBP", "JPY", "X"),
    taxesIncluded: fc.boolean(),
    displayFinancialStatus: fc.constantFrom(null, "PAID", "VOIDED", "NEW_ONE"),
    displayFulfillmentStatus: fc.constantFrom("FULFILLED", "UNFULFILLED"),
    sourceName: fc.constantFrom(null, "web", "subscription_contract"),
    refundDiscrepancySet: fc.constantFrom("0", "-1.50", "2.00", "-1.505").map((amount) => ({ shopMoney: { amount } })),
    customAttributes: fc.array(fc.record({ key: text, value: fc.option(text) }), { maxLength: 3 }),
    customerJourneySummary: fc.option(fc.record({ customerOrderIndex: fc.option(fc.integer()) })),
    customer: fc.option(
      fc.record({
        id: fc.constantFrom("gid://shopify/Customer/7", "gid://shopify/Customer/7?a=b", "7"),
        firstName: fc.option(text),
        lastName: fc.option(text),
        defaultEmailAddress: fc.option(
          fc.record({ emailAddress: fc.option(text), marketingState: fc.constantFrom(null, "SUBSCRIBED", "PENDING", "NEW_ONE") }),
        ),
        defaultAddress: place,
      }),
    ),
    billingAddress: place,
    shippingAddress: place,
    fulfillments: fc.array(
      fc.record({
        createdAt: fc.constantFrom("2026-10-03T10:00:00Z", "2026-10-05T10:00:00+02:00", "soon"),
        status: fc.constantFrom("SUCCESS", "CANCELLED"),
      }),
      { maxLength: 3 },
    ),
  })
  .map((values) => orderNode(1, values));

test("every order is read as the full schema reads it", () => {
  fc.assert(
    fc.property(order, written, (node, write) => agrees(write(node))),
    { numRuns: 3_000 },
  );
});

test("an order of which parts are changed or gone is read as the full schema reads it, or left to that", () => {
  fc.assert(
    fc.property(order.chain(changed), written, (node, write) => agrees(write(node))),
    { numRuns: 3_000 },
  );
});

test("no damaged text is taken for an order", () => {
  const whole = JSON.stringify(orderNode(1, { tags: ["a", 'b"'], customAttributes: [{ key: "k", value: null }] }));
  fc.assert(
    fc.property(damaged(whole), (one) => agrees(one)),
    { numRuns: 3_000 },
  );
});

test("the orders that our query gives take the quick way", () => {
  const books = { bytes: 0, orders: 0, lines: 0, buyers: 0, goodsMinor: 0n, orderedMinor: 0n, amountOnlyRefundsMinor: 0n };
  const texts = [...bulkOrderLines({ orders: 200, linesPerOrder: 1, buyers: 50, seed: "plain" }, books)];
  const orders = texts.filter((one) => one.startsWith('{"id":"gid://shopify/Order/'));
  expect(orders).toHaveLength(200);
  expect(orders.filter((one) => !readPlainOrder(one))).toEqual([]);
});
