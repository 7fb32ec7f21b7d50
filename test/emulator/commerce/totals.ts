/**
 * What an order is worth, in every way Shopify states it. Pure functions over the books' records, used by the Admin API's
 * resolvers and by the webhook payloads, so that both always say the same. "Current" means: without the units that edits
 * or refunds took away. Units leave a line first to last, and each carries its exact share, so parts always add up.
 */
import type { Minor, Order, OrderLine, RefundRecord } from "../books.ts";
import { convert, decimalOf, fractionOf, taxWithin, valueOfFirst } from "./money.ts";

/** The part of an order line that money depends on; a cart's line has it too. */
export type LineMoney = Pick<
  OrderLine,
  "quantity" | "currentQuantity" | "unitPriceMinor" | "allocations" | "taxable" | "taxRate" | "giftCard"
>;
/** The part of an order that money depends on. */
export type OrderMoney = Pick<
  Order,
  | "taxesIncluded"
  | "lines"
  | "shippingMinor"
  | "shippingDiscountMinor"
  | "shippingTaxMinor"
  | "tipMinor"
  | "refunds"
  | "receivedMinor"
  | "financialStatus"
>;

const sum = <T>(rows: T[], of: (row: T) => Minor): Minor => rows.reduce((total, row) => total + of(row), 0);

// ── One line ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Price × all units ever ordered, before discounts. */
export const lineGrossMinor = (line: LineMoney): Minor => line.unitPriceMinor * line.quantity;
/** All discounts, of the line and of the whole order, over all units ever ordered. */
export const lineDiscountMinor = (line: LineMoney): Minor => sum(line.allocations, (each) => each.amountMinor);
/** After all discounts, over all units ever ordered; contains tax when the shop's prices do. */
export const lineTotalMinor = (line: LineMoney): Minor => lineGrossMinor(line) - lineDiscountMinor(line);

/** Tax on `lineTotalMinor`, rounded per line. Gift cards carry none. */
export function lineTaxMinor(order: { taxesIncluded: boolean }, line: LineMoney): Minor {
  if (!line.taxable || line.giftCard || line.taxRate === 0) return 0;
  return order.taxesIncluded ? taxWithin(lineTotalMinor(line), line.taxRate) : fractionOf(lineTotalMinor(line), line.taxRate);
}

/** What leaves with the next `units` of a line: its discounted value, and the tax in it (or on it). */
export function nextUnitsMinor(
  order: { taxesIncluded: boolean },
  line: LineMoney,
  units: number,
): { subtotalMinor: Minor; taxMinor: Minor } {
  if (!Number.isInteger(units) || units < 0 || units > line.currentQuantity) {
    throw new Error(`${units} of ${line.currentQuantity} units cannot leave a line`);
  }
  const gone = line.quantity - line.currentQuantity;
  const between = (total: Minor) => valueOfFirst(gone + units, line.quantity, total) - valueOfFirst(gone, line.quantity, total);
  return { subtotalMinor: between(lineTotalMinor(line)), taxMinor: between(lineTaxMinor(order, line)) };
}

/** After all discounts, for the units still there; contains tax when prices do. */
export function currentLineTotalMinor(line: LineMoney): Minor {
  const total = lineTotalMinor(line);
  return total - valueOfFirst(line.quantity - line.currentQuantity, line.quantity, total);
}
/** Tax in (or on) `currentLineTotalMinor`. */
export function currentLineTaxMinor(order: { taxesIncluded: boolean }, line: LineMoney): Minor {
  const tax = lineTaxMinor(order, line);
  return tax - valueOfFirst(line.quantity - line.currentQuantity, line.quantity, tax);
}
/** Discounts on the units still there. */
export const currentLineDiscountMinor = (line: LineMoney): Minor =>
  line.unitPriceMinor * line.currentQuantity - currentLineTotalMinor(line);

/** `LineItem.priceAfterAllDiscountsBeforeTaxesSet`: all discounts applied, refunded and removed units out, no tax. */
export function lineAfterAllDiscountsBeforeTaxesMinor(order: { taxesIncluded: boolean }, line: LineMoney): Minor {
  return currentLineTotalMinor(line) - (order.taxesIncluded ? currentLineTaxMinor(order, line) : 0);
}

/** `LineItem.discountedTotalSet`: leaves out code and order-level discounts, and the emulator knows no other; all units ever ordered. */
export const lineDiscountedTotalMinor = (line: LineMoney): Minor => lineGrossMinor(line);

// ── The order as ordered (additions by edits in, nothing taken away) ────────────────────────────────────────────────

/** `totalLineItemsPrice`: before discounts. */
export const orderLinesGrossMinor = (order: OrderMoney): Minor => sum(order.lines, lineGrossMinor);
/** `subtotalPrice`: lines after discounts; contains tax when prices do. */
export const orderSubtotalMinor = (order: OrderMoney): Minor => sum(order.lines, lineTotalMinor);
/** `totalDiscounts`: on lines and on shipping. */
export const orderDiscountMinor = (order: OrderMoney): Minor => sum(order.lines, lineDiscountMinor) + order.shippingDiscountMinor;
/** What shipping costs after its discount; contains tax when prices do. */
export const orderShippingMinor = (order: OrderMoney): Minor => order.shippingMinor - order.shippingDiscountMinor;
/** `totalTax`: lines and shipping. */
export const orderTaxMinor = (order: OrderMoney): Minor => sum(order.lines, (line) => lineTaxMinor(order, line)) + order.shippingTaxMinor;
/** `totalPrice`: lines, shipping, tax, tip. */
export const orderTotalMinor = (order: OrderMoney): Minor =>
  orderSubtotalMinor(order) + orderShippingMinor(order) + order.tipMinor + (order.taxesIncluded ? 0 : orderTaxMinor(order));

// ── The order as it stands ──────────────────────────────────────────────────────────────────────────────────────────

/** `totalRefundedShipping`. */
export const totalRefundedShippingMinor = (order: OrderMoney): Minor => sum(order.refunds, (refund) => refund.shippingMinor);
/** Shipping not given back yet, after its discount. */
export const currentShippingMinor = (order: OrderMoney): Minor => orderShippingMinor(order) - totalRefundedShippingMinor(order);
/** Tax in (or on) `currentShippingMinor`. */
export const currentShippingTaxMinor = (order: OrderMoney): Minor =>
  order.shippingTaxMinor - valueOfFirst(totalRefundedShippingMinor(order), orderShippingMinor(order), order.shippingTaxMinor);
/** Tip not given back yet. */
export const currentTipMinor = (order: OrderMoney): Minor => order.tipMinor - sum(order.refunds, (refund) => refund.tipMinor ?? 0);
/** `currentSubtotalPrice`: contains tax when prices do. */
export const currentSubtotalMinor = (order: OrderMoney): Minor => sum(order.lines, currentLineTotalMinor);
/** `currentTotalTax`. */
export const currentTaxMinor = (order: OrderMoney): Minor =>
  sum(order.lines, (line) => currentLineTaxMinor(order, line)) + currentShippingTaxMinor(order);
/** `currentTotalDiscounts`: on the lines that are left; a shipping discount stays. */
export const currentDiscountMinor = (order: OrderMoney): Minor => sum(order.lines, currentLineDiscountMinor) + order.shippingDiscountMinor;
/** `currentTotalPrice`: what is left on the order. Amount-only refunds do not lower it: they are `refundDiscrepancyMinor`. */
export const currentTotalMinor = (order: OrderMoney): Minor =>
  currentSubtotalMinor(order) + currentShippingMinor(order) + currentTipMinor(order) + (order.taxesIncluded ? 0 : currentTaxMinor(order));
/** `currentSubtotalLineItemsQuantity`. */
export const currentUnits = (order: OrderMoney): number => sum(order.lines, (line) => line.currentQuantity);

// ── Money that moved ────────────────────────────────────────────────────────────────────────────────────────────────

/** `totalReceived`. Loaded orders don't say: a pending, authorised, part paid or voided one counts as nothing, any other as its total. */
export function totalReceivedMinor(order: OrderMoney): Minor {
  if (order.receivedMinor !== undefined) return order.receivedMinor;
  return ["PENDING", "AUTHORIZED", "PARTIALLY_PAID", "VOIDED"].includes(order.financialStatus) ? 0 : orderTotalMinor(order);
}
/** `totalRefunded`. */
export const totalRefundedMinor = (order: OrderMoney): Minor => sum(order.refunds, (refund) => refund.totalMinor);
/** `netPayment`. */
export const netPaymentMinor = (order: OrderMoney): Minor => totalReceivedMinor(order) - totalRefundedMinor(order);

/** The adjustments GraphQL shows as `Refund.orderAdjustments`; shipping given back is not among them there (it is in REST). */
export const discrepancyAdjustments = (refund: RefundRecord) => refund.adjustments.filter((each) => each.reason === "REFUND_DISCREPANCY");
/** `refundDiscrepancy`: negative is money given back beyond the goods (amount-only refunds), positive is money kept back. */
export const refundDiscrepancyMinor = (order: OrderMoney): Minor =>
  sum(order.refunds, (refund) => sum(discrepancyAdjustments(refund), (each) => each.amountMinor));
/** `totalOutstanding`: positive is still to be paid, negative is owed to the buyer (after an edit that lowered the order). */
export const totalOutstandingMinor = (order: OrderMoney): Minor =>
  currentTotalMinor(order) + refundDiscrepancyMinor(order) - netPaymentMinor(order);

/** The status that the order's money amounts to. A zero-total order is paid; `VOIDED` is only ever set by cancelling. */
export function financialStatusOf(order: OrderMoney): Order["financialStatus"] {
  const received = totalReceivedMinor(order);
  const refunded = totalRefundedMinor(order);
  if (refunded > 0) return refunded >= received ? "REFUNDED" : "PARTIALLY_REFUNDED";
  if (order.financialStatus === "VOIDED" || order.financialStatus === "AUTHORIZED") return order.financialStatus;
  if (totalOutstandingMinor(order) <= 0) return "PAID";
  return received > 0 ? "PARTIALLY_PAID" : "PENDING";
}

/** `displayFulfillmentStatus`. The emulator fulfils whole orders only. */
export const fulfillmentStatusOf = (order: Pick<Order, "fulfilledAt">): "FULFILLED" | "UNFULFILLED" =>
  order.fulfilledAt ? "FULFILLED" : "UNFULFILLED";

// ── Stated in two currencies ────────────────────────────────────────────────────────────────────────────────────────

type Currencies = Pick<Order, "currency" | "presentmentCurrency" | "presentmentRate">;

/** Shop money in the buyer's currency, by the order's own rate. */
export const presentmentMinor = (order: Currencies, minor: Minor): Minor =>
  convert(minor, order.currency, order.presentmentCurrency, order.presentmentRate);

/** REST's money set. */
export function moneySet(order: Currencies, minor: Minor) {
  return {
    shop_money: { amount: decimalOf(minor, order.currency), currency_code: order.currency },
    presentment_money: {
      amount: decimalOf(presentmentMinor(order, minor), order.presentmentCurrency),
      currency_code: order.presentmentCurrency,
    },
  };
}
