/**
 * Refunds as the merchant's admin makes them: units of lines, shipping, the tip, or just an amount. Money given back beyond
 * (or short of) what the goods are worth becomes an order adjustment, never a change of the lines. On an order not paid
 * yet, refunding units only lowers what is owed.
 */
import type { Books, Id, Minor, Order, RefundRecord } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { orderPayload, refundPayload } from "../webhooks/payloads.ts";
import { announce } from "./announce.ts";
import { addToCustomer } from "./customer-account.ts";
import { moneyText, valueOfFirst } from "./money.ts";
import { takeStock } from "./stock.ts";
import {
  currentShippingMinor,
  currentShippingTaxMinor,
  currentTipMinor,
  currentTotalMinor,
  financialStatusOf,
  netPaymentMinor,
  nextUnitsMinor,
  orderShippingMinor,
  totalOutstandingMinor,
  totalReceivedMinor,
  totalRefundedShippingMinor,
} from "./totals.ts";

export type RefundRequest = {
  lines: { orderLineId: Id; quantity: number }[];
  /** All the money to give back, as typed into the admin's refund box. Default: what the lines, shipping and tip are worth. */
  amountMinor?: Minor;
  /** Shipping to give back, as the order states it (tax within, or added on top). */
  shippingMinor?: Minor;
  tipMinor?: Minor;
  note?: string;
  /** Whether the units go back on the shelf. Default true. */
  restock?: boolean;
};

/** The merchant's request cannot be carried out; the message says why. Nothing was written. */
export class RefundRefused extends Error {
  override name = "RefundRefused";
}

/** @throws RefundRefused on units, shipping or money that aren't there. */
export function refundOrder(ctx: EmulatorContext, orderId: Id, request: RefundRequest): { order: Order; refund: RefundRecord } {
  return ctx.books.batch(() => {
    const result = writeRefund(ctx, ctx.books.order.need(orderId), request);
    announce(ctx, [
      ["orders/updated", () => orderPayload(ctx, result.order)],
      ["refunds/create", () => refundPayload(ctx, result.order, result.refund)],
    ]);
    return result;
  });
}

/** Books the refund without telling the app: cancelling and editing tell of it in their own way. */
export function writeRefund(ctx: EmulatorContext, order: Order, request: RefundRequest): { order: Order; refund: RefundRecord } {
  const { books } = ctx;
  const at = ctx.clock.iso();
  const lines = refundedLines(books, order, request);
  const shipping = refundedShipping(order, request.shippingMinor ?? 0);
  const tipMinor = request.tipMinor ?? 0;
  if (!isWithin(tipMinor, currentTipMinor(order)))
    throw new RefundRefused(`Only ${moneyText(currentTipMinor(order), order.currency)} of tip can be refunded.`);
  if (lines.length === 0 && shipping.amountMinor === 0 && tipMinor === 0 && !request.amountMinor) {
    throw new RefundRefused("Choose units, shipping or an amount to refund.");
  }

  const onTop = order.taxesIncluded ? 0 : lines.reduce((sum, line) => sum + line.taxMinor, shipping.taxMinor);
  const worth = lines.reduce((sum, line) => sum + line.subtotalMinor, shipping.amountMinor + tipMinor + onTop);
  const { totalMinor, discrepancyMinor } = settle(order, worth, request.amountMinor);
  const adjustments: RefundRecord["adjustments"] = [];
  if (shipping.amountMinor > 0) {
    adjustments.push({ id: books.nextId(), amountMinor: -shipping.amountMinor, taxMinor: -shipping.taxMinor, reason: "SHIPPING_REFUND" });
  }
  if (discrepancyMinor !== 0)
    adjustments.push({ id: books.nextId(), amountMinor: discrepancyMinor, taxMinor: 0, reason: "REFUND_DISCREPANCY" });
  const refund: RefundRecord = {
    id: books.nextId(),
    createdAt: at,
    note: request.note ?? null,
    lines,
    adjustments,
    shippingMinor: shipping.amountMinor,
    tipMinor,
    totalMinor,
  };

  const taken = new Map(lines.map((line) => [line.orderLineId, line.quantity]));
  const changed: Order = {
    ...order,
    receivedMinor: totalReceivedMinor(order),
    lines: order.lines.map((line) => ({ ...line, currentQuantity: line.currentQuantity - (taken.get(line.id) ?? 0) })),
    refunds: [...order.refunds, refund],
    updatedAt: at,
  };
  const written = books.order.put(order.id, { ...changed, financialStatus: financialStatusOf(changed) });
  if (request.restock !== false) for (const line of order.lines) takeStock(books, line.variantId, -(taken.get(line.id) ?? 0));
  addToCustomer(books, order.customerId, { spentMinor: -totalMinor }, at);
  return { order: written, refund };
}

const isWithin = (amount: number, most: number) => Number.isSafeInteger(amount) && amount >= 0 && amount <= most;

function refundedLines(books: Books, order: Order, request: RefundRequest): RefundRecord["lines"] {
  const seen = new Set<Id>();
  return request.lines.map(({ orderLineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === orderLineId);
    if (!line) throw new RefundRefused(`Order ${order.name} has no line ${orderLineId}.`);
    if (seen.has(orderLineId)) throw new RefundRefused(`${line.title} is named twice: give one quantity a line.`);
    seen.add(orderLineId);
    if (quantity === 0 || !isWithin(quantity, line.currentQuantity)) {
      throw new RefundRefused(`${quantity} of ${line.title} cannot be refunded: ${line.currentQuantity} left on ${order.name}.`);
    }
    return { id: books.nextId(), orderLineId, quantity, ...nextUnitsMinor(order, line, quantity), restocked: request.restock !== false };
  });
}

function refundedShipping(order: Order, amountMinor: Minor): { amountMinor: Minor; taxMinor: Minor } {
  const left = currentShippingMinor(order);
  if (!isWithin(amountMinor, left)) throw new RefundRefused(`Only ${moneyText(left, order.currency)} of shipping can be refunded.`);
  const afterwards = valueOfFirst(totalRefundedShippingMinor(order) + amountMinor, orderShippingMinor(order), order.shippingTaxMinor);
  return { amountMinor, taxMinor: currentShippingTaxMinor(order) - (order.shippingTaxMinor - afterwards) };
}

/**
 * The money that moves, and how far it misses what leaves the order (negative: more was given back). What the buyer still
 * owes is set off first; what an edit left owing to them may be paid out without a discrepancy.
 */
function settle(order: Order, worth: Minor, asked: Minor | undefined): { totalMinor: Minor; discrepancyMinor: Minor } {
  const outstanding = totalOutstandingMinor(order);
  const refundable = netPaymentMinor(order);
  const least = Math.max(0, worth - Math.max(0, outstanding));
  const most = Math.max(0, worth - outstanding);
  const totalMinor = asked ?? Math.min(least, refundable);
  if (!isWithin(totalMinor, refundable)) {
    throw new RefundRefused(
      `${moneyText(totalMinor, order.currency)} cannot be refunded: ${moneyText(refundable, order.currency)} of ${order.name} is left.`,
    );
  }
  // With the last of the goods goes the last of the money: whatever earlier refunds left uneven is closed.
  if (totalMinor === refundable && worth === currentTotalMinor(order))
    return { totalMinor, discrepancyMinor: worth - outstanding - totalMinor };
  if (totalMinor > most) return { totalMinor, discrepancyMinor: most - totalMinor };
  return { totalMinor, discrepancyMinor: Math.max(0, least - totalMinor) };
}
