/**
 * Deleting, as the admin lets a merchant do it to orders that were cancelled or archived and not paid online: the order is gone from
 * every list and by its id, the customer has one less, and the webhook names nothing but the id. How it was paid the books do not
 * know, and archiving is not built, so nothing is refused here. What was shipped, paid or used up by it stays so.
 */
import type { Id } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { deletedOrderPayload } from "../webhooks/payloads.ts";
import { announce } from "./announce.ts";
import { addToCustomer } from "./customer-account.ts";

export function deleteOrder(ctx: EmulatorContext, orderId: Id): void {
  ctx.books.batch(() => {
    const order = ctx.books.order.need(orderId);
    ctx.books.order.delete(orderId);
    addToCustomer(ctx.books, order.customerId, { orders: -1 }, ctx.clock.iso());
    announce(ctx, [["orders/delete", () => deletedOrderPayload(orderId)]]);
  });
}
