/** How lines, buyers and orders lie in the temporary tables on their way in: each table's columns, and one row's cells in that order. */
import { clickIdOf } from "~/domain/order/click-attribute";
import type { ReadBuyer, ReadLine, ReadOrder } from "~/ports/shop";
import { copyCells, escape, NULL, type Cell } from "./copy-text";

/** The sums of an order's lines that are goods: minor units, and pieces as first ordered. */
export type LineSums = { goodsMinor: bigint; orderedMinor: bigint; units: number };

export const LINE_COLUMNS = {
  order_id: "text",
  line_id: "text",
  product_id: "text",
  variant_id: "text",
  title: "text",
  quantity: "int",
  current_quantity: "int",
  goods_minor: "bigint",
  ordered_minor: "bigint",
  gift_card: "boolean",
};

/** By hand, since there are millions of them: ids are digits and need no escaping. */
export const lineRow = (orderId: string, line: ReadLine): string =>
  `${orderId}\t${line.lineId}\t${line.productId ?? NULL}\t${line.variantId ?? NULL}\t${escape(line.title)}\t${line.quantity}\t` +
  `${line.currentQuantity}\t${line.goodsMinor}\t${line.orderedMinor}\t${line.giftCard ? "t" : "f"}\n`;

export const BUYER_COLUMNS = {
  buyer_id: "text",
  first_name: "text",
  last_name: "text",
  email: "text",
  consent: "text",
  country_code: "text",
  province: "text",
  city: "text",
  currency: "text",
};

export const buyerCells = (buyer: ReadBuyer, currency: string): Cell[] => [
  buyer.buyerId,
  buyer.firstName,
  buyer.lastName,
  buyer.email,
  buyer.consent,
  buyer.countryCode,
  buyer.province,
  buyer.city,
  currency,
];

/** Times lie there as milliseconds: both writing and reading them as text costs more than all else in the row. */
export const ORDER_COLUMNS = {
  order_id: "text",
  name: "text",
  buyer_id: "text",
  email: "text",
  placed_at: "bigint",
  cancelled_at: "bigint",
  paid_at: "bigint",
  fulfilled_at: "bigint",
  test: "boolean",
  renewal: "boolean",
  currency: "text",
  amount_only_refunds_minor: "bigint",
  financial_status: "text",
  source_name: "text",
  tags: "text[]",
  click_id: "text",
  buyer_order_index: "int",
  country_code: "text",
  province: "text",
  gift: "boolean",
  shopify_updated_at: "bigint",
  goods_minor: "bigint",
  ordered_minor: "bigint",
  units: "int",
  codes: "text[]",
};

/** All that an order says itself: what follows, its children say. */
export const orderHead = (order: ReadOrder): string =>
  copyCells([
    order.orderId,
    order.name,
    order.buyer?.buyerId ?? null,
    order.email,
    order.placedAt.getTime(),
    order.cancelledAt && order.cancelledAt.getTime(),
    order.paid ? order.placedAt.getTime() : null,
    order.fulfilledAt && order.fulfilledAt.getTime(),
    order.test,
    order.renewal,
    order.currency,
    order.amountOnlyRefundsMinor,
    order.financialStatus,
    order.sourceName,
    order.tags,
    clickIdOf(order.attributes),
    order.buyerOrderIndex,
    order.countryCode,
    order.province,
    order.gift,
    order.updatedAt.getTime(),
  ]);

export const orderRow = (head: string, { goodsMinor, orderedMinor, units, codes }: LineSums & { codes: string[] }): string =>
  `${head}\t${copyCells([goodsMinor, orderedMinor, units, codes])}\n`;
