/**
 * The order as webhooks carry it. Sums are those of `commerce/totals.ts`, so a body and an Admin API answer never disagree.
 * A manual discount shows up in `discount_codes` with its title as code, as at Shopify: only `discount_applications` tell.
 */
import { createHash } from "node:crypto";
import type { DiscountApplication, Id, Minor, Order } from "../books.ts";
import type { LineChanges } from "../commerce/edit-order.ts";
import { decimalOf } from "../commerce/money.ts";
import * as totals from "../commerce/totals.ts";
import type { EmulatorContext } from "../context.ts";
import { linePayload, taxLines } from "./line-payload.ts";
import { addressPayload, customerOfOrderPayload, gid, restId } from "./payload-pieces.ts";
import { refundPayload } from "./refund-payload.ts";

/** `orders/*` bodies. Shop money, with the buyer's currency in the `_set`s. */
export function orderPayload(ctx: EmulatorContext, order: Order) {
  const { books, config } = ctx;
  const customer = order.customerId === null ? undefined : books.customer.get(order.customerId);
  const money = (minor: Minor) => decimalOf(minor, order.currency);
  const set = (minor: Minor) => totals.moneySet(order, minor);
  const token = createHash("md5").update(order.id).digest("hex");
  const paid = totals.totalReceivedMinor(order) > 0;
  return {
    id: restId(order.id),
    admin_graphql_api_id: gid("Order", order.id),
    app_id: order.sourceName === "web" ? 580111 : null,
    browser_ip: order.clientIp ?? null,
    buyer_accepts_marketing: customer?.marketingState === "SUBSCRIBED",
    cancel_reason: order.cancelReason,
    cancelled_at: order.cancelledAt,
    cart_token: order.sourceName === "web" ? token : null,
    checkout_id: null,
    checkout_token: order.sourceName === "web" ? token : null,
    client_details: null,
    closed_at: null,
    confirmation_number: token.slice(0, 9).toUpperCase(),
    confirmed: true,
    contact_email: order.email,
    created_at: order.createdAt,
    currency: order.currency,
    current_shipping_price_set: set(totals.currentShippingMinor(order)),
    current_subtotal_price: money(totals.currentSubtotalMinor(order)),
    current_subtotal_price_set: set(totals.currentSubtotalMinor(order)),
    current_total_additional_fees_set: null,
    current_total_discounts: money(totals.currentDiscountMinor(order)),
    current_total_discounts_set: set(totals.currentDiscountMinor(order)),
    current_total_duties_set: null,
    current_total_price: money(totals.currentTotalMinor(order)),
    current_total_price_set: set(totals.currentTotalMinor(order)),
    current_total_tax: money(totals.currentTaxMinor(order)),
    current_total_tax_set: set(totals.currentTaxMinor(order)),
    customer_locale: "en",
    device_id: null,
    discount_codes: discountCodes(order, money),
    duties_included: false,
    email: order.email ?? "",
    estimated_taxes: false,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: order.fulfilledAt ? "fulfilled" : null,
    landing_site: order.landingSite,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: null,
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note ?? null,
    note_attributes: order.noteAttributes,
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `${config.origin}/orders/${token}`,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: paid ? ["bogus"] : [],
    phone: order.phone,
    po_number: null,
    presentment_currency: order.presentmentCurrency,
    processed_at: order.processedAt,
    reference: null,
    referring_site: order.referringSite,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    subtotal_price: money(totals.orderSubtotalMinor(order)),
    subtotal_price_set: set(totals.orderSubtotalMinor(order)),
    tags: order.tags.join(", "),
    tax_exempt: false,
    tax_lines: taxLines(order, totals.orderTaxMinor(order)),
    taxes_included: order.taxesIncluded,
    test: order.test,
    token,
    total_cash_rounding_payment_adjustment_set: set(0),
    total_cash_rounding_refund_adjustment_set: set(0),
    total_discounts: money(totals.orderDiscountMinor(order)),
    total_discounts_set: set(totals.orderDiscountMinor(order)),
    total_line_items_price: money(totals.orderLinesGrossMinor(order)),
    total_line_items_price_set: set(totals.orderLinesGrossMinor(order)),
    total_outstanding: money(totals.totalOutstandingMinor(order)),
    total_price: money(totals.orderTotalMinor(order)),
    total_price_set: set(totals.orderTotalMinor(order)),
    total_shipping_price_set: set(order.shippingMinor),
    total_tax: money(totals.orderTaxMinor(order)),
    total_tax_set: set(totals.orderTaxMinor(order)),
    total_tip_received: money(order.tipMinor),
    total_weight: 0,
    updated_at: order.updatedAt,
    user_id: null,
    billing_address: order.billingAddress && addressPayload(order.billingAddress),
    customer: customer ? { ...customerOfOrderPayload(customer), currency: order.currency } : null,
    discount_applications: order.applications.map((application) => applicationPayload(application, order.currency)),
    fulfillments: fulfillments(order),
    line_items: order.lines.map((line) => linePayload(ctx, order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(ctx, order, refund)),
    shipping_address: order.shippingAddress && addressPayload(order.shippingAddress),
    shipping_lines: shippingLines(order),
    returns: [],
    line_item_groups: [],
  };
}

/** `orders/edited`: which units came and went. */
export function orderEditedPayload(ctx: EmulatorContext, order: Order, changes: LineChanges) {
  const delta = ({ lineId, units }: { lineId: Id; units: number }) => ({ id: restId(lineId), delta: units });
  return {
    order_edit: {
      id: restId(ctx.books.nextId()),
      app_id: null,
      created_at: order.updatedAt,
      notify_customer: false,
      order_id: restId(order.id),
      staff_note: "",
      user_id: null,
      line_items: { additions: changes.additions.map(delta), removals: changes.removals.map(delta) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}

/** Shopify writes percentages as "15.0". */
const percentText = (fraction: number): string => {
  const percent = String(Number((fraction * 100).toFixed(4)));
  return percent.includes(".") ? percent : `${percent}.0`;
};

function applicationPayload(application: DiscountApplication, currency: string) {
  const percentage = "percentage" in application.value ? application.value.percentage : null;
  const value =
    "percentage" in application.value ? percentText(application.value.percentage) : decimalOf(application.value.amountMinor, currency);
  const base = {
    target_type: application.target,
    type: application.type,
    value,
    value_type: percentage === null ? "fixed_amount" : "percentage",
    allocation_method: application.allocationMethod,
    target_selection: application.targetSelection,
  };
  if (application.type === "discount_code") return { ...base, code: application.code };
  return application.type === "manual"
    ? { ...base, title: application.title, description: application.description }
    : { ...base, title: application.title };
}

function discountCodes(order: Order, money: (minor: Minor) => string) {
  return order.applications.flatMap((application, index) => {
    if (application.type === "automatic") return [];
    const onLines = order.lines.flatMap((line) => line.allocations).filter((each) => each.applicationIndex === index);
    const isShipping = application.target === "shipping_line";
    const amountMinor = isShipping ? order.shippingDiscountMinor : onLines.reduce((sum, each) => sum + each.amountMinor, 0);
    const type = isShipping ? "shipping" : "percentage" in application.value ? "percentage" : "fixed_amount";
    return [{ code: application.type === "manual" ? application.title : application.code, amount: money(amountMinor), type }];
  });
}

function shippingLines(order: Order) {
  if (order.shippingMinor === 0) return [];
  const money = (minor: Minor) => decimalOf(minor, order.currency);
  const paid = totals.orderShippingMinor(order);
  const index = order.applications.findIndex(({ target }) => target === "shipping_line");
  const amount = order.shippingDiscountMinor;
  return [
    {
      id: restId(order.id) + 1n,
      carrier_identifier: null,
      code: "Standard",
      discounted_price: money(paid),
      discounted_price_set: totals.moneySet(order, paid),
      is_removed: false,
      phone: null,
      price: money(order.shippingMinor),
      price_set: totals.moneySet(order, order.shippingMinor),
      requested_fulfillment_service_id: null,
      source: "shopify",
      title: "Standard",
      tax_lines: taxLines(order, order.shippingTaxMinor),
      discount_allocations:
        index >= 0 ? [{ amount: money(amount), amount_set: totals.moneySet(order, amount), discount_application_index: index }] : [],
    },
  ];
}

function fulfillments(order: Order) {
  if (!order.fulfilledAt) return [];
  return [
    {
      id: restId(order.id) + 2n,
      admin_graphql_api_id: gid("Fulfillment", String(restId(order.id) + 2n)),
      created_at: order.fulfilledAt,
      location_id: null,
      name: `${order.name}.1`,
      order_id: restId(order.id),
      origin_address: {},
      receipt: {},
      service: "manual",
      shipment_status: null,
      status: "success",
      tracking_company: null,
      tracking_number: null,
      tracking_numbers: [],
      tracking_url: null,
      tracking_urls: [],
      updated_at: order.fulfilledAt,
      line_items: order.lines.map((line) => ({ id: restId(line.id), quantity: line.currentQuantity })),
    },
  ];
}
