/**
 * Orders as the Admin API shows them. Every amount comes from commerce/totals.ts, so that a webhook and a query never
 * disagree. Without read_all_orders an order older than 60 days doesn't exist.
 */
import type { Order } from "../books.ts";
import * as totals from "../commerce/totals.ts";
import { addressSource } from "./addresses.ts";
import { inOrder, searchable, type Sorts } from "./connection.ts";
import { applicationsOf } from "./discount-applications.ts";
import { gid, idOf } from "./gid.ts";
import { lineSources, type LineSource } from "./line-items.ts";
import { metafieldOf } from "./metafields.ts";
import { moneyBag } from "./money.ts";
import { countOf } from "./products.ts";
import { refundSources } from "./refunds.ts";
import { objectType, type ApiCall, type Field, type Typed } from "./resolver.ts";
import { parseSearch, type Filters } from "./search-query.ts";

const codesOf = (order: Order): string[] =>
  order.applications.flatMap((application) => (application.type === "discount_code" ? [application.code] : []));

export const orderFilters: Filters<Order> = {
  id: { kind: "number", of: (order) => order.id },
  name: { kind: "text", of: (order) => [order.name, order.name.replace("#", "")] },
  created_at: { kind: "date", of: (order) => order.createdAt },
  processed_at: { kind: "date", of: (order) => order.processedAt },
  updated_at: { kind: "date", of: (order) => order.updatedAt },
  email: { kind: "text", of: (order) => order.email },
  customer_id: { kind: "number", of: (order) => order.customerId },
  financial_status: { kind: "text", of: (order) => order.financialStatus },
  fulfillment_status: { kind: "text", of: (order) => totals.fulfillmentStatusOf(order) },
  discount_code: { kind: "text", of: codesOf },
  tag: { kind: "text", of: (order) => order.tags },
  test: { kind: "text", of: (order) => String(order.test) },
  source_name: { kind: "text", of: (order) => order.sourceName },
  chargeback_status: { kind: "text", of: (order) => (order.disputes ?? []).map(({ status }) => status) },
};
export const orderSorts: Sorts<Order> = {
  ID: (order) => order.id,
  CREATED_AT: (order) => order.createdAt,
  PROCESSED_AT: (order) => order.processedAt,
  UPDATED_AT: (order) => order.updatedAt,
  ORDER_NUMBER: (order) => order.number,
};

export function isVisible(order: Order, call: ApiCall): boolean {
  return call.ordersSince === null || order.createdAt >= call.ordersSince;
}

export function* visibleOrders(call: ApiCall): Generator<Order> {
  for (const order of call.emulator.books.order.values()) if (isVisible(order, call)) yield order;
}

export function visibleOrder(id: string, call: ApiCall): Order | null {
  const order = call.emulator.books.order.get(id);
  return order && isVisible(order, call) ? order : null;
}

const amount =
  (of: (order: Order) => number): Field<Order> =>
  (order) =>
    moneyBag(of(order), order);
const personal = <T>(value: T, call: ApiCall): T | null => (call.hidePersonalData ? null : value);

export const orderTypes = {
  Order: objectType<Order>({
    id: (order) => gid("Order", order.id),
    legacyResourceId: (order) => order.id,
    name: (order) => order.name,
    number: (order) => order.number,
    createdAt: (order) => order.createdAt,
    processedAt: (order) => order.processedAt,
    updatedAt: (order) => order.updatedAt,
    cancelledAt: (order) => order.cancelledAt,
    cancelReason: (order) => order.cancelReason?.toUpperCase() ?? null,
    disputes: (order) => order.disputes ?? [],
    closed: () => false,
    closedAt: () => null,
    confirmed: () => true,
    test: (order) => order.test,
    edited: (order) => order.edited,
    tags: (order) => order.tags,
    note: (order) => order.note ?? null,
    sourceName: (order) => order.sourceName,
    email: (order, _args, call) => personal(order.email, call),
    phone: (order, _args, call) => personal(order.phone, call),
    clientIp: (order, _args, call) => personal(order.clientIp ?? null, call),
    customer: (order, _args, call) =>
      order.customerId === null || call.hidePersonalData ? null : (call.emulator.books.customer.get(order.customerId) ?? null),
    customerJourneySummary: (order) => ({
      customerOrderIndex: order.customerOrderIndex,
      ready: order.customerOrderIndex !== null,
      // The one visit the storefront here remembers; none for an order that came another way.
      lastVisit: order.landingSite === null && order.referringSite === null ? null : { referrerUrl: order.referringSite },
    }),
    customAttributes: (order) => order.noteAttributes.map(({ name, value }) => ({ key: name, value })),
    shippingAddress: (order, _args, call) =>
      order.shippingAddress && !call.hidePersonalData ? addressSource(order.shippingAddress, order.id, 1) : null,
    billingAddress: (order, _args, call) =>
      order.billingAddress && !call.hidePersonalData ? addressSource(order.billingAddress, order.id, 2) : null,
    displayFinancialStatus: (order) => order.financialStatus,
    displayFulfillmentStatus: (order) => totals.fulfillmentStatusOf(order),
    fullyPaid: (order) => ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"].includes(order.financialStatus),
    unpaid: (order) => totals.totalReceivedMinor(order) === 0 && totals.orderTotalMinor(order) > 0,
    currencyCode: (order) => order.currency,
    presentmentCurrencyCode: (order) => order.presentmentCurrency,
    taxesIncluded: (order) => order.taxesIncluded,
    discountCode: (order) => codesOf(order)[0] ?? null,
    discountCodes: codesOf,
    discountApplications: inOrder<Order, Typed>(applicationsOf),
    lineItems: inOrder<Order, LineSource>((order, call) => lineSources(order, call)),
    refunds: {
      args: ["first"],
      resolve: (order, args) => refundSources(order).slice(0, typeof args.first === "number" ? args.first : undefined),
    },
    fulfillments: { args: ["first"], resolve: (order) => (order.fulfilledAt ? [order] : []) },
    fulfillmentsCount: (order) => ({ count: order.fulfilledAt ? 1 : 0, precision: "EXACT" }),
    requiresShipping: (order) => order.lines.some((line) => line.requiresShipping),
    subtotalLineItemsQuantity: (order) => order.lines.reduce((units, line) => units + line.quantity, 0),
    currentSubtotalLineItemsQuantity: (order) => totals.currentUnits(order),
    subtotalPriceSet: amount(totals.orderSubtotalMinor),
    currentSubtotalPriceSet: amount(totals.currentSubtotalMinor),
    totalPriceSet: amount(totals.orderTotalMinor),
    originalTotalPriceSet: amount(totals.orderTotalMinor),
    currentTotalPriceSet: amount(totals.currentTotalMinor),
    totalDiscountsSet: amount(totals.orderDiscountMinor),
    currentTotalDiscountsSet: amount(totals.currentDiscountMinor),
    totalTaxSet: amount(totals.orderTaxMinor),
    currentTotalTaxSet: amount(totals.currentTaxMinor),
    totalShippingPriceSet: amount((order) => order.shippingMinor),
    currentShippingPriceSet: amount(totals.currentShippingMinor),
    totalTipReceivedSet: amount((order) => order.tipMinor),
    totalReceivedSet: amount(totals.totalReceivedMinor),
    netPaymentSet: amount(totals.netPaymentMinor),
    totalOutstandingSet: amount(totals.totalOutstandingMinor),
    totalRefundedSet: amount(totals.totalRefundedMinor),
    totalRefundedShippingSet: amount(totals.totalRefundedShippingMinor),
    refundDiscrepancySet: amount(totals.refundDiscrepancyMinor),
    metafield: { args: ["namespace", "key"], resolve: (order, args, call) => metafieldOf(call, gid("Order", order.id), args) },
  }),
  OrderDisputeSummary: objectType<NonNullable<Order["disputes"]>[number]>({
    id: (dispute) => gid("ShopifyPaymentsDispute", dispute.id),
    initiatedAs: (dispute) => dispute.initiatedAs,
    status: (dispute) => dispute.status,
  }),
  // the emulator fulfils whole orders only, so the fulfilment is the order seen from there
  Fulfillment: objectType<Order>({
    id: (order) => gid("Fulfillment", order.id),
    legacyResourceId: (order) => order.id,
    name: (order) => `${order.name}-F1`,
    status: () => "SUCCESS",
    displayStatus: () => "FULFILLED",
    createdAt: (order) => order.fulfilledAt,
    updatedAt: (order) => order.fulfilledAt,
    deliveredAt: () => null,
    totalQuantity: (order) => order.lines.reduce((units, line) => units + line.quantity, 0),
    order: (order) => order,
  }),
};

export const orderQueries = objectType<unknown>({
  order: { args: ["id"], resolve: (_root, args, call) => visibleOrder(idOf(args.id, "Order"), call) },
  orders: searchable<unknown, Order>(orderFilters, orderSorts, (_root, call) => visibleOrders(call)),
  ordersCount: {
    args: ["query", "limit"],
    resolve: (_root, args, call) => countOf(visibleOrders(call), parseSearch(args.query, orderFilters), args.limit),
  },
});
