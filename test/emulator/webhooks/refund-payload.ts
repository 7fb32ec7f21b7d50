/**
 * A refund as `refunds/create` carries it. Mind Shopify's oddity: `refund_line_items[].subtotal` and `.total_tax` are JSON
 * numbers, all other money is decimal strings. With taxes included the subtotal contains the tax (not confirmed; see the
 * emulator's limitations). Adjustments' amounts are negative for money given back.
 */
import type { Minor, Order, RefundRecord } from "../books.ts";
import { decimalOf } from "../commerce/money.ts";
import { moneySet } from "../commerce/totals.ts";
import type { EmulatorContext } from "../context.ts";
import { linePayload } from "./line-payload.ts";
import { gid, restId } from "./payload-pieces.ts";

/** `refunds/create`, and the elements of an order's `refunds`. */
export function refundPayload(ctx: EmulatorContext, order: Order, refund: RefundRecord) {
  const money = (minor: Minor) => decimalOf(minor, order.currency);
  return {
    id: restId(refund.id),
    admin_graphql_api_id: gid("Refund", refund.id),
    created_at: refund.createdAt,
    note: refund.note,
    order_id: restId(order.id),
    processed_at: refund.createdAt,
    restock: refund.lines.some((line) => line.restocked !== false),
    return: null,
    user_id: null,
    duties: [],
    total_duties_set: moneySet(order, 0),
    additional_fees: [],
    total_additional_fees_set: moneySet(order, 0),
    refund_shipping_lines: [],
    order_adjustments: refund.adjustments.map((adjustment) => ({
      id: restId(adjustment.id),
      amount: money(adjustment.amountMinor),
      amount_set: moneySet(order, adjustment.amountMinor),
      kind: adjustment.reason.toLowerCase(),
      order_id: restId(order.id),
      reason: adjustment.reason === "SHIPPING_REFUND" ? "Shipping refund" : "Refund discrepancy",
      refund_id: restId(refund.id),
      tax_amount: money(adjustment.taxMinor),
      tax_amount_set: moneySet(order, adjustment.taxMinor),
    })),
    refund_line_items: refund.lines.map((each) => refundLinePayload(ctx, order, each, money)),
    transactions: refund.totalMinor === 0 ? [] : [transactionPayload(order, refund, money)],
  };
}

function refundLinePayload(ctx: EmulatorContext, order: Order, each: RefundRecord["lines"][number], money: (minor: Minor) => string) {
  const line = order.lines.find(({ id }) => id === each.orderLineId);
  const restockType = order.fulfilledAt ? "return" : "cancel";
  return {
    id: restId(each.id),
    line_item_id: restId(each.orderLineId),
    location_id: null,
    quantity: each.quantity,
    restock_type: each.restocked === false ? "no_restock" : restockType,
    subtotal: Number(money(each.subtotalMinor)),
    subtotal_set: moneySet(order, each.subtotalMinor),
    total_tax: Number(money(each.taxMinor)),
    total_tax_set: moneySet(order, each.taxMinor),
    line_item: line ? linePayload(ctx, order, line) : null,
  };
}

function transactionPayload(order: Order, refund: RefundRecord, money: (minor: Minor) => string) {
  const id = restId(refund.id) + 1n;
  return {
    id,
    admin_graphql_api_id: gid("OrderTransaction", String(id)),
    order_id: restId(order.id),
    kind: "refund",
    gateway: "bogus",
    status: "success",
    message: "Bogus Gateway: Forced success",
    created_at: refund.createdAt,
    test: order.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: null,
    processed_at: refund.createdAt,
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    receipt: {},
    amount: money(refund.totalMinor),
    currency: order.currency,
    payment_id: `${order.name}.2`,
    total_unsettled_set: moneySet(order, 0),
    manual_payment_gateway: false,
    amount_rounding: null,
  };
}
