import { describe, expect, test } from "vitest";
import { cancelOrder } from "./cancel-order.ts";
import { anOrder, discountedStore, onlyOn, spent } from "./discounted-store.ts";
import { editOrder } from "./edit-order.ts";
import { fulfilOrder } from "./fulfil-order.ts";
import { markPaid } from "./mark-paid.ts";
import { placeOrder } from "./place-order.ts";
import { refundOrder } from "./refund-order.ts";
import * as totals from "./totals.ts";

describe("edits", () => {
  test("more units get their percentage off, and the rest is owed until it is paid", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const order = editOrder(store, placed.id, { setQuantity: [{ orderLineId: placed.lines[1].id, quantity: 3 }] });
    expect(order.lines[1]).toMatchObject({
      quantity: 3,
      currentQuantity: 3,
      allocations: [{ applicationIndex: 0, amountMinor: 180 + 360 }],
    });
    expect([order.edited, order.financialStatus, totals.totalOutstandingMinor(order)]).toEqual([true, "PARTIALLY_PAID", 2040]);
    expect(store.stockOf("jubilee-mug")).toBe(17);
    const paid = markPaid(store, placed.id);
    expect([paid.financialStatus, paid.receivedMinor, spent(store)]).toEqual(["PAID", 5622, 5622]);
    expect(store.topics().slice(-4)).toEqual(["orders/edited", "orders/updated", "orders/paid", "orders/updated"]);
  });

  test("an added line gets an order discount, a gift card doesn't", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const add = [
      { variantId: store.variantOf("jubilee-mug"), quantity: 1 },
      { variantId: store.variantOf("gift-card"), quantity: 1 },
    ];
    const order = editOrder(store, placed.id, { add });
    expect(order.lines.slice(2).map(totals.lineDiscountMinor)).toEqual([180, 0]);
  });

  test("a product discount reaches only its own goods, a fixed amount is not spread anew", () => {
    const store = discountedStore();
    store.discount({ items: onlyOn(store.productOf("jubilee-mug")) }, "MUG15");
    store.discount({ value: { amountMinor: 500, appliesOnEachItem: false } }, "FIVER");
    const add = [
      { variantId: store.variantOf("jubilee-mug"), quantity: 1 },
      { variantId: store.variantOf("earl-grey"), quantity: 1 },
    ];
    const off = (code: string) => {
      const placed = placeOrder(store, store.cart([["jubilee-mug", 1]], { codes: [code] }));
      return editOrder(store, placed.id, { add }).lines.map(totals.lineDiscountMinor);
    };
    expect(off("MUG15")).toEqual([180, 180, 0]);
    expect(off("FIVER")).toEqual([500, 0, 0]);
  });

  test("units taken off take their share along; the money stays until it is refunded, and is then no discrepancy", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const edited = editOrder(store, placed.id, { setQuantity: [{ orderLineId: placed.lines[0].id, quantity: 1 }] });
    expect([edited.financialStatus, edited.refunds, totals.totalOutstandingMinor(edited)]).toEqual(["PAID", [], -1445]);
    expect(store.stockOf("earl-grey")).toBe(99);
    const { order, refund } = refundOrder(store, placed.id, { lines: [], amountMinor: 1445 });
    expect([refund.adjustments, totals.totalOutstandingMinor(order), order.financialStatus]).toEqual([[], 0, "PARTIALLY_REFUNDED"]);
  });

  test("asked to, an edit pays out the difference at once", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const order = editOrder(store, placed.id, { setQuantity: [{ orderLineId: placed.lines[1].id, quantity: 0 }], refundDifference: true });
    expect([totals.totalRefundedMinor(order), totals.totalOutstandingMinor(order), totals.refundDiscrepancyMinor(order)]).toEqual([
      1020, 0, 0,
    ]);
    expect(store.topics().slice(-3)).toEqual(["orders/edited", "orders/updated", "refunds/create"]);
  });

  test("units put back on a line that lost some become a line of their own, so what was refunded stays as it was", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    refundOrder(store, placed.id, { lines: [{ orderLineId: placed.lines[0].id, quantity: 1 }] });
    const order = editOrder(store, placed.id, { setQuantity: [{ orderLineId: placed.lines[0].id, quantity: 3 }] });
    expect(order.lines.map(({ quantity, currentQuantity }) => [quantity, currentQuantity])).toEqual([
      [3, 2],
      [1, 1],
      [1, 1],
    ]);
  });

  test("shipped goods are refunded, not removed; stock and cancellation bind; nothing is no edit", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const [tea, mug] = placed.lines;
    const set = (orderLineId: string, quantity: number) => () => editOrder(store, placed.id, { setQuantity: [{ orderLineId, quantity }] });
    expect(set(tea.id, 3)).toThrow("changes nothing");
    expect(set(mug.id, 21)).toThrow("Only 19 of variant");
    expect(set(mug.id, -1)).toThrow("-1 is no quantity");
    expect(set("1", 1)).toThrow("no line 1");
    fulfilOrder(store, placed.id);
    expect(set(tea.id, 1)).toThrow("refund it instead");
    const other = anOrder(store);
    cancelOrder(store, other.id);
    expect(() => editOrder(store, other.id, { add: [{ variantId: tea.variantId!, quantity: 1 }] })).toThrow("cancelled");
  });
});
