/** Sending the goods. The emulator fulfils whole orders only. */
import type { Id, Order } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { orderPayload } from "../webhooks/payloads.ts";
import { announce } from "./announce.ts";

/** The order can't be fulfilled; the message says why. Nothing was written. */
export class FulfilmentRefused extends Error {
  override name = "FulfilmentRefused";
}

/** @throws FulfilmentRefused when it was sent already, or cancelled. */
export function fulfilOrder(ctx: EmulatorContext, orderId: Id): Order {
  return ctx.books.batch(() => {
    const before = ctx.books.order.need(orderId);
    if (before.cancelledAt) throw new FulfilmentRefused(`${before.name} is cancelled.`);
    if (before.fulfilledAt) throw new FulfilmentRefused(`${before.name} has been sent already.`);
    const at = ctx.clock.iso();
    const order = ctx.books.order.put(orderId, { ...before, fulfilledAt: at, updatedAt: at });
    announce(ctx, [
      ["orders/fulfilled", () => orderPayload(ctx, order)],
      ["orders/updated", () => orderPayload(ctx, order)],
    ]);
    return order;
  });
}
