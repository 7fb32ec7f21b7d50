import { describe, expect, test } from "vitest";
import type { Order } from "../books.ts";
import { anOrder, discountedStore, goodsBeforeTaxes, spent } from "./discounted-store.ts";
import { RefundRefused, refundOrder } from "./refund-order.ts";
import * as totals from "./totals.ts";

describe("refunds", () => {
  test("units leave with their exact share of the discounted price and the tax in it", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const [tea] = placed.lines;
    expect([totals.lineTotalMinor(tea), totals.lineTaxMinor(placed, tea)]).toEqual([2167, 361]); // 2550 − 383
    const parts = [1, 1, 1].map(
      (quantity) => refundOrder(store, placed.id, { lines: [{ orderLineId: tea.id, quantity }] }).refund.lines[0],
    );
    expect(parts.map(({ subtotalMinor }) => subtotalMinor)).toEqual([722, 723, 722]);
    expect(parts.map(({ taxMinor }) => taxMinor)).toEqual([120, 121, 120]);
  });

  test("the base falls by what left, net of tax", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const { order } = refundOrder(store, placed.id, { lines: [{ orderLineId: placed.lines[0].id, quantity: 1 }] });
    expect([goodsBeforeTaxes(placed), goodsBeforeTaxes(order)]).toEqual([2167 - 361 + 1020 - 170, 2167 - 722 - (361 - 120) + 1020 - 170]);
    expect(order).toMatchObject({ financialStatus: "PARTIALLY_REFUNDED" });
    expect(order.lines[0]).toMatchObject({ quantity: 3, currentQuantity: 2 });
  });

  test("an amount alone becomes an adjustment and leaves the lines", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const { order, refund } = refundOrder(store, placed.id, { lines: [], amountMinor: 500, note: "late" });
    expect(refund).toMatchObject({
      totalMinor: 500,
      note: "late",
      lines: [],
      adjustments: [{ amountMinor: -500, taxMinor: 0, reason: "REFUND_DISCREPANCY" }],
    });
    expect(goodsBeforeTaxes(order)).toBe(goodsBeforeTaxes(placed));
    expect([totals.currentTotalMinor(order), totals.refundDiscrepancyMinor(order), totals.totalOutstandingMinor(order)]).toEqual([
      3582, -500, 0,
    ]);
  });

  test("less money than the units are worth is kept back as a positive adjustment", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const { refund } = refundOrder(store, placed.id, { lines: [{ orderLineId: placed.lines[1].id, quantity: 1 }], amountMinor: 1000 });
    expect(refund.adjustments).toMatchObject([{ amountMinor: 20, reason: "REFUND_DISCREPANCY" }]);
  });

  test("shipping given back is its own adjustment, and no discrepancy", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const first = refundOrder(store, placed.id, { lines: [], shippingMinor: 200 });
    expect(first.refund).toMatchObject({
      shippingMinor: 200,
      totalMinor: 200,
      adjustments: [{ amountMinor: -200, taxMinor: -33, reason: "SHIPPING_REFUND" }],
    });
    const { refund, order } = refundOrder(store, placed.id, { lines: [], shippingMinor: 195 });
    expect(refund.adjustments[0].taxMinor).toBe(-33); // 66 in all
    expect([totals.currentShippingMinor(order), totals.currentShippingTaxMinor(order), totals.refundDiscrepancyMinor(order)]).toEqual([
      0, 0, 0,
    ]);
    expect(totals.discrepancyAdjustments(refund)).toEqual([]);
  });

  test("all of it: the order is refunded, what the customer spent falls back, stock returns", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    expect([spent(store), store.stockOf("earl-grey")]).toEqual([3582, 97]);
    const lines = placed.lines.map((line) => ({ orderLineId: line.id, quantity: line.quantity }));
    const { order, refund } = refundOrder(store, placed.id, { lines, shippingMinor: 395 });
    expect([order.financialStatus, refund.totalMinor, totals.currentTotalMinor(order), goodsBeforeTaxes(order)]).toEqual([
      "REFUNDED",
      3582,
      0,
      0,
    ]);
    expect([spent(store), store.stockOf("earl-grey"), store.stockOf("jubilee-mug")]).toEqual([0, 100, 20]);
  });

  test("told not to restock, the units stay away", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const { refund } = refundOrder(store, placed.id, { lines: [{ orderLineId: placed.lines[0].id, quantity: 2 }], restock: false });
    expect([store.stockOf("earl-grey"), refund.lines[0].restocked]).toEqual([97, false]);
  });

  test("added tax is given back with the units", () => {
    const store = discountedStore({ taxesIncluded: false });
    const placed = anOrder(store);
    const { refund } = refundOrder(store, placed.id, { lines: [{ orderLineId: placed.lines[1].id, quantity: 1 }], shippingMinor: 395 });
    expect(refund).toMatchObject({ totalMinor: 1020 + 204 + 395 + 79, lines: [{ subtotalMinor: 1020, taxMinor: 204 }] });
  });

  test("on an unpaid order units only lower what is owed", () => {
    const store = discountedStore();
    const placed = anOrder(store, { paid: false });
    const { order, refund } = refundOrder(store, placed.id, { lines: [{ orderLineId: placed.lines[1].id, quantity: 1 }] });
    expect([refund.totalMinor, refund.adjustments, order.financialStatus]).toEqual([0, [], "PENDING"]);
    expect(totals.totalOutstandingMinor(order)).toBe(3582 - 1020);
  });

  test("units after their money: what was given back as an amount is not given twice", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    refundOrder(store, placed.id, { lines: [], amountMinor: 3582 });
    const lines = placed.lines.map((line) => ({ orderLineId: line.id, quantity: line.quantity }));
    const { order, refund } = refundOrder(store, placed.id, { lines });
    expect([refund.totalMinor, order.financialStatus, goodsBeforeTaxes(order) + totals.refundDiscrepancyMinor(order)]).toEqual([
      0,
      "REFUNDED",
      -395,
    ]);
  });

  test.each<[string, (order: Order) => Parameters<typeof refundOrder>[2], string]>([
    [
      "more units than are left",
      (order) => ({ lines: [{ orderLineId: order.lines[0].id, quantity: 4 }] }),
      "4 of Earl Grey cannot be refunded: 3 left on #1001",
    ],
    ["no units", (order) => ({ lines: [{ orderLineId: order.lines[0].id, quantity: 0 }] }), "0 of Earl Grey"],
    ["a line twice", (order) => ({ lines: [1, 1].map((quantity) => ({ orderLineId: order.lines[0].id, quantity })) }), "named twice"],
    ["a line of another order", () => ({ lines: [{ orderLineId: "1", quantity: 1 }] }), "no line 1"],
    ["more money than came in", () => ({ lines: [], amountMinor: 3583 }), "£35.83 cannot be refunded: £35.82 of #1001 is left"],
    ["more shipping than was paid", () => ({ lines: [], shippingMinor: 396 }), "Only £3.95 of shipping"],
    ["a tip that was never given", () => ({ lines: [], tipMinor: 1 }), "Only £0.00 of tip"],
    ["nothing at all", () => ({ lines: [] }), "Choose units, shipping or an amount"],
  ])("refunding %s is refused and changes nothing", (_name, request, message) => {
    const store = discountedStore();
    const placed = anOrder(store);
    const told = store.emitted.length;
    expect(() => refundOrder(store, placed.id, request(placed))).toThrow(RefundRefused);
    expect(() => refundOrder(store, placed.id, request(placed))).toThrow(message);
    expect(store.books.order.need(placed.id)).toEqual(placed);
    expect(store.emitted).toHaveLength(told);
  });

  test("the app hears of the order and of the refund", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    store.emitted.length = 0;
    refundOrder(store, placed.id, { lines: [], amountMinor: 1 });
    expect(store.topics()).toEqual(["orders/updated", "refunds/create"]);
  });
});
