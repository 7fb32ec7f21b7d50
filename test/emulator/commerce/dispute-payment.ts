/**
 * The payer's bank asks a payment back. An order's lines, its money and its "changed at" stay as they are, and no webhook of orders
 * tells of it: Shopify promises neither, and whoever reads disputes well does without.
 */
import type { DisputeStatus, Id, Order } from "../books.ts";
import type { EmulatorContext } from "../context.ts";

/** There is nothing to dispute; the message says why. Nothing was written. */
export class DisputeRefused extends Error {
  override name = "DisputeRefused";
}

const OPEN: readonly DisputeStatus[] = ["NEEDS_RESPONSE", "UNDER_REVIEW"];

/** Opens a chargeback, or brings the one that is open to another status. @throws DisputeRefused */
export function disputePayment(ctx: EmulatorContext, orderId: Id, { status }: { status: DisputeStatus }): Order {
  const { books } = ctx;
  const order = books.order.need(orderId);
  const disputes = order.disputes ?? [];
  const open = disputes.find((dispute) => OPEN.includes(dispute.status));
  if (!open && !OPEN.includes(status)) throw new DisputeRefused(`No dispute of ${order.name} is open: begin with NEEDS_RESPONSE.`);
  if (!open && !["PAID", "PARTIALLY_REFUNDED"].includes(order.financialStatus))
    throw new DisputeRefused(`${order.name} has no payment that a bank could ask back.`);
  return books.order.put(orderId, {
    ...order,
    disputes: open
      ? disputes.map((dispute) => (dispute === open ? { ...dispute, status } : dispute))
      : [...disputes, { id: books.nextId(), initiatedAs: "CHARGEBACK", status }],
  });
}
