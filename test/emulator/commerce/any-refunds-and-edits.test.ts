/** A random walk over refunds, edits and payments: the books' equations hold after every step. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Order } from "../books.ts";
import { cancelOrder } from "./cancel-order.ts";
import { discountedStore, goodsBeforeTaxes, spent, type DiscountedStore } from "./discounted-store.ts";
import { editOrder } from "./edit-order.ts";
import { markPaid } from "./mark-paid.ts";
import { placeOrder } from "./place-order.ts";
import { refundOrder } from "./refund-order.ts";
import * as totals from "./totals.ts";

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
      expect([totals.netPaymentMinor(order), goodsBeforeTaxes(order), totals.currentTotalMinor(order), totals.currentUnits(order)]).toEqual(
        [0, 0, 0, 0],
      );
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
