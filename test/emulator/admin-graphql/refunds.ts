/** Refunds of an order: the units given back, and money given back beyond them (orderAdjustments). */
import type { Order, RefundRecord } from "../books.ts";
import { discrepancyAdjustments } from "../commerce/totals.ts";
import { inOrder } from "./connection.ts";
import { gid } from "./gid.ts";
import { moneyBag } from "./money.ts";
import { objectType } from "./resolver.ts";

export type RefundSource = { order: Order; refund: RefundRecord };
type RefundLineSource = RefundSource & { line: RefundRecord["lines"][number] };
type AdjustmentSource = RefundSource & { adjustment: RefundRecord["adjustments"][number] };

export const refundSources = (order: Order): RefundSource[] => order.refunds.map((refund) => ({ order, refund }));

const orderLine = ({ order, line }: RefundLineSource) => order.lines.find((each) => each.id === line.orderLineId)!;

export const refundTypes = {
  Refund: objectType<RefundSource>({
    id: ({ refund }) => gid("Refund", refund.id),
    legacyResourceId: ({ refund }) => refund.id,
    createdAt: ({ refund }) => refund.createdAt,
    processedAt: ({ refund }) => refund.createdAt,
    updatedAt: ({ refund }) => refund.createdAt,
    note: ({ refund }) => refund.note,
    order: ({ order }) => order,
    totalRefundedSet: ({ refund, order }) => moneyBag(refund.totalMinor, order),
    refundLineItems: inOrder<RefundSource, RefundLineSource>(({ order, refund }) => refund.lines.map((line) => ({ order, refund, line }))),
    orderAdjustments: inOrder<RefundSource, AdjustmentSource>(({ order, refund }) =>
      discrepancyAdjustments(refund).map((adjustment) => ({ order, refund, adjustment })),
    ),
  }),
  RefundLineItem: objectType<RefundLineSource>({
    id: ({ line }) => gid("RefundLineItem", line.id),
    lineItem: (source) => ({ order: source.order, line: orderLine(source) }),
    quantity: ({ line }) => line.quantity,
    priceSet: (source) => moneyBag(orderLine(source).unitPriceMinor, source.order),
    subtotalSet: ({ line, order }) => moneyBag(line.subtotalMinor, order),
    totalTaxSet: ({ line, order }) => moneyBag(line.taxMinor, order),
    restocked: ({ line }) => line.restocked !== false,
    restockType: ({ line }) => (line.restocked === false ? "NO_RESTOCK" : "RETURN"),
  }),
  OrderAdjustment: objectType<AdjustmentSource>({
    id: ({ adjustment }) => gid("OrderAdjustment", adjustment.id),
    reason: () => "REFUND_DISCREPANCY",
    amountSet: ({ adjustment, order }) => moneyBag(adjustment.amountMinor, order),
    taxAmountSet: ({ adjustment, order }) => moneyBag(adjustment.taxMinor, order),
  }),
};
