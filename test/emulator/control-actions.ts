/**
 * What a merchant does by hand in the admin, over the control API: refund, edit, cancel, fulfil, mark paid, merge
 * customers, take a scope away, uninstall. Orders are named by id or by name ("#1001").
 */
import { revokeScope, uninstall, withheldScopes, withholdScopes } from "./auth/installation.ts";
import type { Order } from "./books.ts";
import { cancelOrder, type CancelRequest } from "./commerce/cancel-order.ts";
import { editOrder, type EditRequest } from "./commerce/edit-order.ts";
import { fulfilOrder } from "./commerce/fulfil-order.ts";
import { markPaid } from "./commerce/mark-paid.ts";
import { mergeCustomers } from "./commerce/merge-customers.ts";
import { refundOrder, type RefundRequest } from "./commerce/refund-order.ts";
import * as totals from "./commerce/totals.ts";
import type { EmulatorContext } from "./context.ts";

/** A request that can't be understood; answered as 400. */
export class BadControlRequest extends Error {}
export type ControlAction = (context: EmulatorContext, body: Record<string, unknown>) => unknown;

function orderNamed(context: EmulatorContext, body: Record<string, unknown>): Order {
  const wanted = String(body.order ?? "");
  const byId = context.books.order.get(wanted);
  if (byId) return byId;
  for (const order of context.books.order.values()) if (order.name === wanted) return order;
  throw new BadControlRequest(`give {order: its id or its name}; the books have none called ${JSON.stringify(wanted)}`);
}

const view = (order: Order) => ({
  id: order.id,
  name: order.name,
  financialStatus: order.financialStatus,
  cancelledAt: order.cancelledAt,
  currentTotalMinor: totals.currentTotalMinor(order),
  refundedMinor: totals.totalRefundedMinor(order),
});

function only(body: Record<string, unknown>, known: readonly string[]): Record<string, unknown> {
  const { order: _order, ...rest } = body;
  const strange = Object.keys(rest).filter((key) => !known.includes(key));
  if (strange.length > 0) throw new BadControlRequest(`unknown: ${strange.join(", ")}; known are ${known.join(", ")}`);
  return rest;
}

/** {all: true} gives everything back: the units left, the shipping and the tip. */
function refundRequest(order: Order, body: Record<string, unknown>): RefundRequest {
  const { all, ...request } = only(body, ["all", "lines", "amountMinor", "shippingMinor", "tipMinor", "note", "restock"]);
  if (all !== true) return { lines: [], ...request } as RefundRequest;
  const lines = order.lines
    .filter((line) => line.currentQuantity > 0)
    .map((line) => ({ orderLineId: line.id, quantity: line.currentQuantity }));
  return { lines, shippingMinor: totals.currentShippingMinor(order), tipMinor: totals.currentTipMinor(order), ...request };
}

export const merchantActions: Record<string, ControlAction> = {
  "refund-order": (context, body) => {
    const before = orderNamed(context, body);
    const { order, refund } = refundOrder(context, before.id, refundRequest(before, body));
    return { ...view(order), refundId: refund.id, givenBackMinor: refund.totalMinor };
  },
  "edit-order": (context, body) =>
    view(
      editOrder(context, orderNamed(context, body).id, only(body, ["setQuantity", "add", "restock", "refundDifference"]) as EditRequest),
    ),
  "cancel-order": (context, body) =>
    view(cancelOrder(context, orderNamed(context, body).id, only(body, ["refund", "restock", "reason"]) as CancelRequest)),
  "fulfil-order": (context, body) => view(fulfilOrder(context, orderNamed(context, body).id)),
  "mark-paid": (context, body) => view(markPaid(context, orderNamed(context, body).id)),
  "merge-customers": (context, body) => {
    const { one, two, kept } = body;
    if (typeof one !== "string" || typeof two !== "string" || !context.books.customer.has(one) || !context.books.customer.has(two))
      throw new BadControlRequest("give {one, two: ids of customers, kept?: which of them survives}");
    return { keptId: mergeCustomers(context, one, two, typeof kept === "string" ? kept : two).id };
  },
  uninstall: (context) => ({ uninstalled: uninstall(context) }),
  "revoke-scope": (context, body) => {
    if (typeof body.scope !== "string") throw new BadControlRequest("give {scope: a granted scope}");
    return { revoked: revokeScope(context, body.scope), withheld: withheldScopes(context) };
  },
  /** The whole list of scopes not granted; an empty one grants all that the app declares. */
  "withhold-scopes": (context, body) => {
    if (!Array.isArray(body.scopes)) throw new BadControlRequest("give {scopes: [scopes not granted]}");
    withholdScopes(context, body.scopes.map(String));
    return { withheld: withheldScopes(context) };
  },
};
