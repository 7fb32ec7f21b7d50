/**
 * What a merchant does by hand in the admin, over the control API: refund, edit, cancel, delete, fulfil, mark paid, merge
 * customers, give an address or store credit, grant scopes and take them away, uninstall. Orders are named by id or by name
 * ("#1001"), customers by id.
 */
import { currentInstallation, grantScopes, revokeScope, uninstall, withheldScopes, withholdScopes } from "./auth/installation.ts";
import type { Address, Customer, DisputeStatus, Order, StoreCreditTransaction } from "./books.ts";
import { cancelOrder, type CancelRequest } from "./commerce/cancel-order.ts";
import { deleteOrder } from "./commerce/delete-order.ts";
import { disputePayment } from "./commerce/dispute-payment.ts";
import { editOrder, type EditRequest } from "./commerce/edit-order.ts";
import { fulfilOrder } from "./commerce/fulfil-order.ts";
import { markPaid } from "./commerce/mark-paid.ts";
import { mergeCustomers } from "./commerce/merge-customers.ts";
import { refundOrder, type RefundRequest } from "./commerce/refund-order.ts";
import { setAddress } from "./commerce/set-address.ts";
import { balanceOf, moveStoreCredit } from "./commerce/store-credit.ts";
import * as totals from "./commerce/totals.ts";
import type { EmulatorContext } from "./context.ts";
import { reportMail } from "./mailbox/report-mail.ts";

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

function customerNamed(context: EmulatorContext, body: Record<string, unknown>): Customer {
  const customer = context.books.customer.get(String(body.customer ?? ""));
  if (!customer) throw new BadControlRequest(`give {customer: an id}; the books have none called ${JSON.stringify(body.customer)}`);
  return customer;
}

const STATUSES: readonly DisputeStatus[] = ["NEEDS_RESPONSE", "UNDER_REVIEW", "ACCEPTED", "LOST", "WON", "PREVENTED", "CHARGE_REFUNDED"];
const EVENTS: readonly StoreCreditTransaction["event"][] = ["ADJUSTMENT", "ORDER_PAYMENT", "ORDER_REFUND", "ORDER_CANCELLATION"];
const NO_ADDRESS: Address = {
  firstName: null,
  lastName: null,
  company: null,
  address1: null,
  address2: null,
  city: null,
  province: null,
  zip: null,
  countryCode: null,
  country: null,
  phone: null,
};

/** What is left out of an address is null; a part nobody knows is refused. */
function addressGiven(given: unknown): Address | null {
  if (given === null) return null;
  if (typeof given !== "object") throw new BadControlRequest("give {address: its parts, or null for none}");
  const strange = Object.keys(given).filter((part) => !(part in NO_ADDRESS));
  if (strange.length > 0) throw new BadControlRequest(`an address has no ${strange.join(", ")}`);
  return { ...NO_ADDRESS, ...given };
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
  "delete-order": (context, body) => {
    const { id } = orderNamed(context, body);
    deleteOrder(context, id);
    return { deleted: id };
  },
  "dispute-payment": (context, body) => {
    const { status } = only(body, ["status"]);
    if (!STATUSES.includes(status as never)) throw new BadControlRequest(`give {order, status: one of ${STATUSES.join(", ")}}`);
    const order = disputePayment(context, orderNamed(context, body).id, { status: status as DisputeStatus });
    return { ...view(order), disputes: order.disputes };
  },
  "fulfil-order": (context, body) => view(fulfilOrder(context, orderNamed(context, body).id)),
  "mark-paid": (context, body) => view(markPaid(context, orderNamed(context, body).id)),
  "merge-customers": (context, body) => {
    const { one, two, kept } = body;
    if (typeof one !== "string" || typeof two !== "string" || !context.books.customer.has(one) || !context.books.customer.has(two))
      throw new BadControlRequest("give {one, two: ids of customers, kept?: which of them survives}");
    return { keptId: mergeCustomers(context, one, two, typeof kept === "string" ? kept : two).id };
  },
  "set-address": (context, body) => ({
    addresses: setAddress(context, customerNamed(context, body).id, addressGiven(body.address)).addresses,
  }),
  /** A positive amount is given, a negative one taken; an adjustment unless another event is named. */
  "move-store-credit": (context, body) => {
    const { amountMinor, event = "ADJUSTMENT" } = body;
    const customer = customerNamed(context, body);
    if (typeof amountMinor !== "number") throw new BadControlRequest("give {customer, amountMinor, event?}");
    if (!EVENTS.includes(event as never)) throw new BadControlRequest(`event is one of ${EVENTS.join(", ")}`);
    const { currency } = context.books.theShop;
    const { id, accountId } = moveStoreCredit(context, { customer, currency, amountMinor, event: event as (typeof EVENTS)[number] });
    return { transactionId: id, accountId, balanceMinor: balanceOf(context.books, accountId) };
  },
  /** What becomes of a mail that was kept: the app is told as a mail server would. */
  "report-mail": (context, body) => {
    const mail = context.books.mail.get(String(body.mail ?? ""));
    const { kind } = body;
    if (!mail || (kind !== "bounced" && kind !== "complained"))
      throw new BadControlRequest('give {mail: the id of a mail in the mailbox, kind: "bounced" or "complained"}');
    return reportMail(context, mail, kind);
  },
  "grant-scopes": (context, body) => {
    const { scopes, optionalScopes } = context.config;
    const asked = Array.isArray(body.scopes) ? body.scopes.map(String) : [];
    if (asked.length === 0 || asked.some((scope) => ![...scopes, ...optionalScopes].includes(scope)))
      throw new BadControlRequest("give {scopes: [scopes that shopify.app.toml declares, also as optional]}");
    grantScopes(context, asked);
    return { granted: currentInstallation(context)?.scopes ?? [] };
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
