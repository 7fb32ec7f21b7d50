/**
 * A subscription's next billing cycle: the same goods at the price they were begun at, for the same customer, as an order that no
 * checkout made. It has no cart, so no attributes; of the codes it was begun with it carries those whose discount is on subscriptions
 * and not used up by cycles. Codes are not counted again as used.
 */
import type { Id, Order } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { findCode } from "./discount-rules.ts";
import { writeOrder, type PlaceOrderOptions } from "./place-order.ts";

/** @param beganId the order it was begun with, bought as a subscription */
export function renewSubscription(ctx: EmulatorContext, beganId: Id, options: Pick<PlaceOrderOptions, "at" | "paid"> = {}): Order {
  const { books } = ctx;
  return books.batch(() => {
    const began = books.order.need(beganId);
    if (began.subscriptionId !== began.id) throw new Error(`${began.name} began no subscription`);
    const cyclesBefore = [...books.order.values()].filter(({ subscriptionId }) => subscriptionId === beganId).length;
    const carried = began.applications.flatMap((application, index) => {
      const discount = application.type === "discount_code" ? findCode(books, application.code)?.discount : undefined;
      const { subscriptions } = discount ?? {};
      return subscriptions && (subscriptions.cycles === 0 || cyclesBefore < subscriptions.cycles) ? [index] : [];
    });
    const lines = began.lines.map(({ id: _id, ...line }) => ({
      ...line,
      currentQuantity: line.quantity,
      allocations: line.allocations.flatMap(({ applicationIndex, amountMinor }) =>
        carried.includes(applicationIndex) ? [{ applicationIndex: carried.indexOf(applicationIndex), amountMinor }] : [],
      ),
    }));
    return writeOrder(
      ctx,
      { customerId: began.customerId, email: began.email, shippingAddress: began.shippingAddress, attributes: [] },
      { ...began, lines, applications: carried.map((index) => began.applications[index]) },
      { ...options, at: options.at ?? ctx.clock.iso(), renewal: true, sourceName: "subscription_contract", subscriptionId: beganId },
    );
  });
}
