/** Cancelling, paying later, sending, and customers merged. */
import { describe, expect, test } from "vitest";
import { cancelOrder } from "./cancel-order.ts";
import { anOrder, discountedStore, goodsBeforeTaxes, spent } from "./discounted-store.ts";
import { fulfilOrder } from "./fulfil-order.ts";
import { markPaid } from "./mark-paid.ts";
import { mergeCustomers } from "./merge-customers.ts";
import { placeOrder } from "./place-order.ts";
import { refundOrder } from "./refund-order.ts";
import * as totals from "./totals.ts";

describe("cancelling", () => {
  test("refunds everything left, tip and shipping too, and puts the stock back; the code stays used", () => {
    const store = discountedStore();
    const placed = anOrder(store, { tipMinor: 100 });
    refundOrder(store, placed.id, { lines: [{ orderLineId: placed.lines[0].id, quantity: 1 }] });
    refundOrder(store, placed.id, { lines: [], amountMinor: 50 });
    const order = cancelOrder(store, placed.id, { reason: "customer" });
    expect([order.financialStatus, order.cancelReason, totals.netPaymentMinor(order), goodsBeforeTaxes(order)]).toEqual([
      "REFUNDED",
      "customer",
      0,
      0,
    ]);
    expect([totals.refundDiscrepancyMinor(order), totals.currentTotalMinor(order), spent(store)]).toEqual([0, 0, 0]);
    expect([store.stockOf("earl-grey"), store.uses("MIA15")]).toEqual([100, 1]);
    expect(store.topics().slice(-3)).toEqual(["orders/cancelled", "orders/updated", "refunds/create"]);
    expect(() => cancelOrder(store, placed.id)).toThrow("cancelled already");
  });

  test("without a refund the lines and the money stay: only cancelledAt speaks", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const order = cancelOrder(store, placed.id, { refund: false });
    expect([order.financialStatus, goodsBeforeTaxes(order), order.refunds, order.cancelledAt]).toEqual([
      "PAID",
      goodsBeforeTaxes(placed),
      [],
      store.clock.iso(),
    ]);
    expect(store.stockOf("earl-grey")).toBe(100);
  });

  test("an unpaid order is voided and moves no money", () => {
    const store = discountedStore();
    const order = cancelOrder(store, anOrder(store, { paid: false }).id);
    expect([order.financialStatus, totals.totalRefundedMinor(order), totals.currentUnits(order)]).toEqual(["VOIDED", 0, 0]);
  });

  test("a shipped order is refunded instead", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    fulfilOrder(store, placed.id);
    expect(() => cancelOrder(store, placed.id)).toThrow("refund it instead");
  });
});

test("payment that comes later fires orders/paid once; a paid or cancelled order takes none", () => {
  const store = discountedStore();
  const placed = anOrder(store, { paid: false });
  expect([placed.financialStatus, spent(store)]).toEqual(["PENDING", 0]);
  expect(markPaid(store, placed.id)).toMatchObject({ financialStatus: "PAID", receivedMinor: 3582 });
  expect(() => markPaid(store, placed.id)).toThrow("Nothing is outstanding");
  const other = anOrder(store, { paid: false });
  cancelOrder(store, other.id);
  expect(() => markPaid(store, other.id)).toThrow("cancelled");
  expect(store.topics().filter((topic) => topic === "orders/paid")).toHaveLength(1);
});

test("sending happens once and says when", () => {
  const store = discountedStore();
  const placed = anOrder(store);
  const order = fulfilOrder(store, placed.id);
  expect([order.fulfilledAt, totals.fulfillmentStatusOf(order)]).toEqual([store.clock.iso(), "FULFILLED"]);
  expect(store.topics().slice(-2)).toEqual(["orders/fulfilled", "orders/updated"]);
  expect(() => fulfilOrder(store, placed.id)).toThrow("sent already");
});

test.each([0, 1])("merging joins orders, totals and named discounts on the survivor, whichever it is (%i)", (which) => {
  const store = discountedStore();
  anOrder(store);
  const tomsOrder = placeOrder(store, store.cart([["earl-grey", 1]], { email: "tom@example.com" }));
  const ids = [store.mia.id, tomsOrder.customerId!];
  const [kept, gone] = [ids[which], ids[1 - which]];
  const discount = store.discount({ context: { customerIds: ids } }, "REWARD");
  const merged = mergeCustomers(store, ids[0], ids[1], kept);
  expect(merged).toMatchObject({ id: kept, numberOfOrders: 2, amountSpentMinor: 3582 + 1245 });
  expect(store.books.customer.has(gone)).toBe(false);
  expect([...store.books.order.values()].map(({ customerId }) => customerId)).toEqual([kept, kept]);
  expect(store.books.discount.need(discount.id).context).toEqual({ customerIds: [kept] });
  expect(store.emitted.find(({ topic }) => topic === "customers/merge")?.payload).toMatchObject({
    admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`,
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${gone}`,
    status: "completed",
  });
});
