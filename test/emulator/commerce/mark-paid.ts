/** Payment that comes after the order: on account, or for what an edit added. */
import type { Id, Order } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { orderPayload } from "../webhooks/payloads.ts";
import { announce } from "./announce.ts";
import { addToCustomer } from "./customer-account.ts";
import { financialStatusOf, totalOutstandingMinor, totalReceivedMinor } from "./totals.ts";

/** The order can't be marked as paid; the message says why. Nothing was written. */
export class PaymentRefused extends Error {
  override name = "PaymentRefused";
}

/** Takes in all that is outstanding. @throws PaymentRefused when nothing is, or the order is cancelled. */
export function markPaid(ctx: EmulatorContext, orderId: Id): Order {
  return ctx.books.batch(() => {
    const before = ctx.books.order.need(orderId);
    const outstanding = totalOutstandingMinor(before);
    if (before.cancelledAt) throw new PaymentRefused(`${before.name} is cancelled.`);
    if (outstanding <= 0) throw new PaymentRefused(`Nothing is outstanding on ${before.name}.`);
    const at = ctx.clock.iso();
    const paid: Order = { ...before, financialStatus: "PENDING", receivedMinor: totalReceivedMinor(before) + outstanding, updatedAt: at };
    const order = ctx.books.order.put(orderId, { ...paid, financialStatus: financialStatusOf(paid) });
    addToCustomer(ctx.books, order.customerId, { spentMinor: outstanding }, at);
    announce(ctx, [
      ["orders/paid", () => orderPayload(ctx, order)],
      ["orders/updated", () => orderPayload(ctx, order)],
    ]);
    return order;
  });
}
