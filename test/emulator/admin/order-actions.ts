/** What a merchant does to an order by the admin's buttons: each form becomes one call of commerce, each refusal a sentence. */
import type { Minor, Order } from "../books.ts";
import { cancelOrder } from "../commerce/cancel-order.ts";
import { disputePayment } from "../commerce/dispute-payment.ts";
import { fulfilOrder } from "../commerce/fulfil-order.ts";
import { markPaid } from "../commerce/mark-paid.ts";
import { scaleOf } from "../commerce/money.ts";
import { refundOrder, RefundRefused } from "../commerce/refund-order.ts";
import { currentShippingMinor, currentTipMinor, netPaymentMinor } from "../commerce/totals.ts";
import type { EmulatorContext } from "../context.ts";

/** @throws commerce's …Refused errors, whose messages are for the merchant. */
export type OrderAction = (context: EmulatorContext, order: Order, form: URLSearchParams) => void;

export const ORDER_ACTIONS: Record<string, OrderAction> = {
  refund(context, order, form) {
    const lines = order.lines
      .map((line) => ({ orderLineId: line.id, quantity: units(form.get(`line[${line.id}]`)) }))
      .filter(({ quantity }) => quantity > 0);
    const shippingMinor = amount(form.get("shipping"), order.currency);
    const amountMinor = amount(form.get("amount"), order.currency);
    const note = form.get("note")?.trim();
    refundOrder(context, order.id, {
      lines,
      ...(shippingMinor !== null && { shippingMinor }),
      ...(amountMinor !== null && { amountMinor }),
      ...(note && { note }),
    });
  },
  "refund-all"(context, order) {
    refundOrder(context, order.id, {
      lines: order.lines
        .filter((line) => line.currentQuantity > 0)
        .map((line) => ({ orderLineId: line.id, quantity: line.currentQuantity })),
      shippingMinor: currentShippingMinor(order),
      tipMinor: currentTipMinor(order),
      amountMinor: netPaymentMinor(order),
    });
  },
  cancel(context, order) {
    cancelOrder(context, order.id);
  },
  fulfil(context, order) {
    fulfilOrder(context, order.id);
  },
  dispute(context, order) {
    disputePayment(context, order.id, { status: "NEEDS_RESPONSE" });
  },
  "dispute-lost"(context, order) {
    disputePayment(context, order.id, { status: "LOST" });
  },
  "dispute-won"(context, order) {
    disputePayment(context, order.id, { status: "WON" });
  },
  "mark-paid"(context, order) {
    markPaid(context, order.id);
  },
};

/** Every refusal of commerce is an Error whose name ends so. */
export const isRefusal = (error: unknown): error is Error => error instanceof Error && error.name.endsWith("Refused");

function units(text: string | null): number {
  const typed = (text ?? "").trim();
  if (typed === "") return 0;
  if (!/^\d{1,6}$/.test(typed)) throw new RefundRefused(`“${typed}” is no number of units.`);
  return Number(typed);
}

/** Minor units of what was typed ("4.20" or "4,20"); null when nothing was. */
function amount(text: string | null, currency: string): Minor | null {
  const typed = (text ?? "").trim().replace(",", ".");
  if (typed === "") return null;
  const [, whole, decimals = ""] = /^(\d{1,9})(?:\.(\d+))?$/.exec(typed) ?? [];
  if (whole === undefined || decimals.length > scaleOf(currency)) throw new RefundRefused(`“${text!.trim()}” is no amount in ${currency}.`);
  return Number(whole + decimals.padEnd(scaleOf(currency), "0"));
}
