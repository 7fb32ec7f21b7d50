/** What happens to an order afterwards: refunds, edits, cancelling, payment, sending, merging. Sums must match to the penny. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Order } from "../books.ts";
import { cancelOrder } from "./cancel-order.ts";
import { discountedStore, onlyOn, type DiscountedStore } from "./discounted-store.ts";
import { editOrder } from "./edit-order.ts";
import { fulfilOrder } from "./fulfil-order.ts";
import { markPaid } from "./mark-paid.ts";
import { mergeCustomers } from "./merge-customers.ts";
import { placeOrder } from "./place-order.ts";
import { RefundRefused, refundOrder } from "./refund-order.ts";
import * as totals from "./totals.ts";

/** Three Earl Grey and one mug at 15 % off: 3750 − 563 = 3187, shipping 395. */
function anOrder(store: DiscountedStore, options: Parameters<typeof placeOrder>[2] = {}): Order {
  if (!store.books.redeemCode.has("MIA15")) store.discount({}, "MIA15");
  return placeOrder(
    store,
    store.cart(
      [
        ["earl-grey", 3],
        ["jubilee-mug", 1],
      ],
      { codes: ["MIA15"], email: "mia@example.com" },
    ),
    options,
  );
}
const base = (order: Order) => order.lines.reduce((sum, line) => sum + totals.lineAfterAllDiscountsBeforeTaxesMinor(order, line), 0);
const spent = (store: DiscountedStore) => store.books.customer.need(store.mia.id).amountSpentMinor;

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
    expect([base(placed), base(order)]).toEqual([2167 - 361 + 1020 - 170, 2167 - 722 - (361 - 120) + 1020 - 170]);
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
    expect(base(order)).toBe(base(placed));
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
    expect([order.financialStatus, refund.totalMinor, totals.currentTotalMinor(order), base(order)]).toEqual(["REFUNDED", 3582, 0, 0]);
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
    expect([refund.totalMinor, order.financialStatus, base(order) + totals.refundDiscrepancyMinor(order)]).toEqual([0, "REFUNDED", -395]);
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

describe("cancelling", () => {
  test("refunds everything left, tip and shipping too, and puts the stock back; the code stays used", () => {
    const store = discountedStore();
    const placed = anOrder(store, { tipMinor: 100 });
    refundOrder(store, placed.id, { lines: [{ orderLineId: placed.lines[0].id, quantity: 1 }] });
    refundOrder(store, placed.id, { lines: [], amountMinor: 50 });
    const order = cancelOrder(store, placed.id, { reason: "customer" });
    expect([order.financialStatus, order.cancelReason, totals.netPaymentMinor(order), base(order)]).toEqual(["REFUNDED", "customer", 0, 0]);
    expect([totals.refundDiscrepancyMinor(order), totals.currentTotalMinor(order), spent(store)]).toEqual([0, 0, 0]);
    expect([store.stockOf("earl-grey"), store.uses("MIA15")]).toEqual([100, 1]);
    expect(store.topics().slice(-3)).toEqual(["orders/cancelled", "orders/updated", "refunds/create"]);
    expect(() => cancelOrder(store, placed.id)).toThrow("cancelled already");
  });

  test("without a refund the lines and the money stay: only cancelledAt speaks", () => {
    const store = discountedStore();
    const placed = anOrder(store);
    const order = cancelOrder(store, placed.id, { refund: false });
    expect([order.financialStatus, base(order), order.refunds, order.cancelledAt]).toEqual(["PAID", base(placed), [], store.clock.iso()]);
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

test("through any refunds and edits the sums match to the minor unit, and cancelling ends at nothing", () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant("units" as const),
      line: fc.nat(5),
      units: fc.integer({ min: 1, max: 3 }),
      money: fc.constantFrom(1, 0.5, 1.3, null),
    }),
    fc.record({ do: fc.constant("amount" as const), share: fc.double({ min: 0, max: 0.4, noNaN: true }) }),
    fc.record({ do: fc.constant("shipping" as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ do: fc.constant("edit" as const), line: fc.nat(5), quantity: fc.nat(6), settle: fc.boolean() }),
    fc.record({ do: fc.constant("add" as const), units: fc.integer({ min: 1, max: 2 }) }),
    fc.record({ do: fc.constant("pay" as const) }),
  );
  const start = fc.record({
    prices: fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 })),
    units: fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })),
    percent: fc.integer({ min: 0, max: 100 }),
    taxesIncluded: fc.boolean(),
    paid: fc.boolean(),
    currency: fc.constantFrom("GBP", "JPY", "KWD"),
  });
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
  type Start = typeof start extends fc.Arbitrary<infer S> ? S : never;
  // Both found by this walk over 20,000 others.
  const AN_EDIT_AFTER_TOO_MUCH_MONEY: [Start, Step[]] = [
    { prices: [1, 1], units: [5, 1], percent: 0, taxesIncluded: false, paid: true, currency: "GBP" },
    [
      { do: "units", line: 0, units: 2, money: 1.3 },
      { do: "edit", line: 0, quantity: 0, settle: false },
    ],
  ];
  const MORE_OWED_THAN_LEFT: [Start, Step[]] = [
    { prices: [1, 661], units: [1, 3], percent: 0, taxesIncluded: true, paid: true, currency: "GBP" },
    [
      { do: "units", line: 3, units: 2, money: 1.3 },
      { do: "edit", line: 3, quantity: 0, settle: true },
    ],
  ];
  let refused = 0;
  let done = 0;
  fc.assert(
    fc.property(start, fc.array(step, { maxLength: 8 }), ({ prices, units, percent, taxesIncluded, paid, currency }, steps) => {
      const store = discountedStore({ taxesIncluded, currency, taxRate: 0.19 });
      store.setPrice("earl-grey", prices[0]);
      store.setPrice("jubilee-mug", prices[1]);
      store.setStock("earl-grey", null);
      store.setStock("jubilee-mug", null);
      store.discount({ value: { percentage: percent / 100 } }, "CODE");
      const cart = store.cart(
        [
          ["earl-grey", units[0]],
          ["jubilee-mug", units[1]],
        ],
        { codes: ["CODE"], email: "mia@example.com" },
      );
      const { id } = placeOrder(store, cart, { paid });
      for (const each of steps) {
        const before = store.books.order.need(id);
        try {
          perform(store, before, each);
          done++;
        } catch (error) {
          if (!(error instanceof Error) || !error.name.endsWith("Refused")) throw error;
          refused++;
          expect(store.books.order.need(id)).toEqual(before);
        }
        expectSumsToMatch(store, store.books.order.need(id), before, ["units", "amount", "shipping"].includes(each.do));
      }
      const order = cancelOrder(store, id);
      expect([totals.netPaymentMinor(order), base(order), totals.currentTotalMinor(order), totals.currentUnits(order)]).toEqual([
        0, 0, 0, 0,
      ]);
      expect(totals.refundDiscrepancyMinor(order) + 0).toBe(0);
      expect(spent(store)).toBe(0);
    }),
    { numRuns: 400, examples: [AN_EDIT_AFTER_TOO_MUCH_MONEY, MORE_OWED_THAN_LEFT] },
  );
  expect(done).toBeGreaterThan(refused / 4); // the walk does get somewhere

  function perform(store: DiscountedStore, order: Order, each: Step): void {
    const line = "line" in each ? order.lines[each.line % order.lines.length] : order.lines[0];
    if (each.do === "units") {
      const worth = totals.nextUnitsMinor(order, line, Math.min(each.units, line.currentQuantity)).subtotalMinor;
      const amountMinor = each.money === null ? undefined : Math.round(worth * each.money);
      refundOrder(store, order.id, { lines: [{ orderLineId: line.id, quantity: each.units }], amountMinor });
    } else if (each.do === "amount")
      refundOrder(store, order.id, { lines: [], amountMinor: Math.floor(totals.netPaymentMinor(order) * each.share) });
    else if (each.do === "shipping") refundOrder(store, order.id, { lines: [], shippingMinor: Math.floor(395 * each.share) });
    else if (each.do === "edit")
      editOrder(store, order.id, { setQuantity: [{ orderLineId: line.id, quantity: each.quantity }], refundDifference: each.settle });
    else if (each.do === "add") editOrder(store, order.id, { add: [{ variantId: store.variantOf("earl-grey"), quantity: each.units }] });
    else markPaid(store, order.id);
  }
});

/** The books' own equations, and that what was refunded before has not moved. */
function expectSumsToMatch(store: DiscountedStore, order: Order, before: Order, wasRefund: boolean): void {
  const refundedOf = (lineId: string) => order.refunds.flatMap(({ lines }) => lines).filter((line) => line.orderLineId === lineId);
  for (const line of order.lines) {
    const refunded = refundedOf(line.id);
    const units = refunded.reduce((sum, each) => sum + each.quantity, 0);
    const current = totals.currentLineTotalMinor(line);
    expect(current).toBeGreaterThanOrEqual(0);
    expect(totals.lineAfterAllDiscountsBeforeTaxesMinor(order, line)).toBeGreaterThanOrEqual(0);
    if (line.currentQuantity === 0) expect([current, totals.currentLineTaxMinor(order, line)]).toEqual([0, 0]);
    if (units === line.quantity - line.currentQuantity) {
      expect(refunded.reduce((sum, each) => sum + each.subtotalMinor, current)).toBe(totals.lineTotalMinor(line));
      expect(refunded.reduce((sum, each) => sum + each.taxMinor, totals.currentLineTaxMinor(order, line))).toBe(
        totals.lineTaxMinor(order, line),
      );
    }
  }
  expect(order.refunds.slice(0, before.refunds.length)).toEqual(before.refunds);
  expect(totals.netPaymentMinor(order)).toBeGreaterThanOrEqual(0);
  expect(order.financialStatus).toBe(totals.financialStatusOf(order));
  expect(spent(store)).toBe(totals.netPaymentMinor(order));
  if (!wasRefund) return;
  // A refund never makes anyone owe anything: it only settles what was owed, either way.
  const [was, is] = [totals.totalOutstandingMinor(before), totals.totalOutstandingMinor(order)];
  expect(is).toBeGreaterThanOrEqual(Math.min(0, was));
  expect(is).toBeLessThanOrEqual(Math.max(0, was));
}
