/**
 * Cancelling. By default everything left is refunded; an unpaid order is voided. Told not to refund, the money and the
 * lines stay as they are and only `cancelledAt` speaks: the app must heed it. Codes stay used up, as at Shopify.
 */
import type { Id, Order, RefundRecord } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { orderPayload, refundPayload } from "../webhooks/payloads.ts";
import { announce, type Announcement } from "./announce.ts";
import { writeRefund } from "./refund-order.ts";
import { takeStock } from "./stock.ts";
import { currentShippingMinor, currentTipMinor, netPaymentMinor, totalReceivedMinor } from "./totals.ts";

export type CancelRequest = {
  /** Give back all money that is left. Default true. */
  refund?: boolean;
  /** Default true. */
  restock?: boolean;
  /** Default "other". */
  reason?: "customer" | "declined" | "fraud" | "inventory" | "staff" | "other";
};

/** The order can't be cancelled; the message says why. Nothing was written. */
export class CancelRefused extends Error {
  override name = "CancelRefused";
}

/** @throws CancelRefused when it is cancelled already, or was shipped. */
export function cancelOrder(ctx: EmulatorContext, orderId: Id, request: CancelRequest = {}): Order {
  return ctx.books.batch(() => {
    const { books } = ctx;
    const before = books.order.need(orderId);
    if (before.cancelledAt) throw new CancelRefused(`${before.name} is cancelled already.`);
    if (before.fulfilledAt) throw new CancelRefused(`${before.name} has been shipped: refund it instead.`);
    const unpaid = totalReceivedMinor(before) === 0;
    const restock = request.restock !== false;

    let order = before;
    let refund: RefundRecord | null = null;
    if (unpaid || request.refund !== false) ({ order, refund } = refundTheRest(ctx, before, restock));
    else if (restock) for (const line of before.lines) takeStock(books, line.variantId, -line.currentQuantity);

    const at = ctx.clock.iso();
    const isVoid =
      order.financialStatus === "PENDING" || order.financialStatus === "AUTHORIZED" || (unpaid && before.financialStatus !== "PAID");
    order = books.order.put(orderId, {
      ...order,
      cancelledAt: at,
      cancelReason: request.reason ?? "other",
      updatedAt: at,
      financialStatus: isVoid ? "VOIDED" : order.financialStatus,
    });
    const cancelled = order;
    const topics: Announcement[] = [
      ["orders/cancelled", () => orderPayload(ctx, cancelled)],
      ["orders/updated", () => orderPayload(ctx, cancelled)],
    ];
    const given = refund;
    if (given) topics.push(["refunds/create", () => refundPayload(ctx, cancelled, given)]);
    announce(ctx, topics);
    return order;
  });
}

function refundTheRest(ctx: EmulatorContext, order: Order, restock: boolean): { order: Order; refund: RefundRecord | null } {
  const lines = order.lines
    .filter((line) => line.currentQuantity > 0)
    .map((line) => ({ orderLineId: line.id, quantity: line.currentQuantity }));
  const shippingMinor = currentShippingMinor(order);
  const tipMinor = currentTipMinor(order);
  const amountMinor = netPaymentMinor(order);
  if (lines.length === 0 && shippingMinor === 0 && tipMinor === 0 && amountMinor === 0) return { order, refund: null };
  return writeRefund(ctx, order, { lines, shippingMinor, tipMinor, amountMinor, restock });
}
