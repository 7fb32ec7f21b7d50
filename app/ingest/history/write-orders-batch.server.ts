/**
 * One batch of the history into the tables, set-wise and in one transaction with the byte it reached. Children may come
 * before or long after their order, so lines are written by their own key and every order touched is summed again.
 * What a live webhook has read later than this file always wins.
 */
import type { ClientBase } from "pg";
import { clickIdOf } from "~/domain/order/click-attribute";
import type { ReadBuyer, ReadOrder } from "~/ports/shop";
import { copyRows, type Cell } from "./copy-rows.server";
import type { ClosedBatch } from "./orders-batch";

/** @param readAt when the operation was asked for: the file knows nothing later */
export async function writeOrdersBatch(sql: ClientBase, batch: ClosedBatch, readAt: Date): Promise<void> {
  await copyRows(sql, "staged_line", LINE_COLUMNS, lineRows(batch));
  await sql.query(
    `INSERT INTO order_line (shop_id, order_id, line_id, product_id, variant_id, title, quantity, current_quantity, goods_minor, ordered_minor, gift_card, read_at)
     SELECT DISTINCT ON (order_id, line_id) current_shop(), order_id, line_id, product_id, variant_id, title, quantity, current_quantity, goods_minor, ordered_minor, gift_card, $1 FROM staged_line
     ON CONFLICT (shop_id, order_id, line_id) DO UPDATE SET product_id = excluded.product_id, variant_id = excluded.variant_id, title = excluded.title,
       quantity = excluded.quantity, current_quantity = excluded.current_quantity, goods_minor = excluded.goods_minor, ordered_minor = excluded.ordered_minor,
       gift_card = excluded.gift_card, read_at = excluded.read_at
     WHERE order_line.read_at <= excluded.read_at`,
    [readAt],
  );
  await copyRows(sql, "staged_buyer", BUYER_COLUMNS, buyerRows(batch.orders));
  await sql.query(
    `INSERT INTO buyer (shop_id, buyer_id, first_name, last_name, email, consent, country_code, province, city, currency, read_at)
     SELECT current_shop(), buyer_id, first_name, last_name, email, consent, country_code, province, city, currency, $1 FROM staged_buyer
     ON CONFLICT (shop_id, buyer_id) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name, email = excluded.email,
       consent = excluded.consent, country_code = excluded.country_code, province = excluded.province, city = excluded.city, read_at = excluded.read_at
     WHERE buyer.read_at < excluded.read_at AND buyer.erased_at IS NULL`,
    [readAt],
  );
  await copyRows(sql, "staged_order", ORDER_COLUMNS, orderRows(batch.orders));
  await sql.query(
    `INSERT INTO orders (shop_id, order_id, name, buyer_id, email, placed_at, cancelled_at, paid_at, fulfilled_at, test, renewal, currency, goods_minor, ordered_minor,
       amount_only_refunds_minor, financial_status, source_name, tags, codes, click_id, buyer_order_index, country_code, province, gift, shopify_updated_at, read_at)
     SELECT DISTINCT ON (o.order_id) current_shop(), o.order_id, name, buyer_id,
       CASE WHEN EXISTS (SELECT FROM buyer b WHERE b.shop_id = current_shop() AND b.buyer_id = o.buyer_id AND b.erased_at IS NOT NULL) THEN NULL ELSE email END, placed_at, cancelled_at, paid_at, fulfilled_at, test, renewal, currency,
       coalesce(s.goods, 0) - amount_only_refunds_minor, coalesce(s.ordered, 0), amount_only_refunds_minor, financial_status, source_name, tags, codes, click_id,
       buyer_order_index, country_code, province, gift, shopify_updated_at, $1
     FROM staged_order o LEFT JOIN (${SUMS} WHERE order_id IN (SELECT order_id FROM staged_order) GROUP BY order_id) s USING (order_id)
     ON CONFLICT (shop_id, order_id) DO UPDATE SET name = excluded.name, buyer_id = excluded.buyer_id, email = excluded.email, placed_at = excluded.placed_at,
       cancelled_at = excluded.cancelled_at, paid_at = excluded.paid_at, fulfilled_at = excluded.fulfilled_at, test = excluded.test, renewal = excluded.renewal,
       currency = excluded.currency, goods_minor = excluded.goods_minor, ordered_minor = excluded.ordered_minor,
       amount_only_refunds_minor = excluded.amount_only_refunds_minor, financial_status = excluded.financial_status, source_name = excluded.source_name,
       tags = excluded.tags, codes = excluded.codes, click_id = excluded.click_id, buyer_order_index = excluded.buyer_order_index, country_code = excluded.country_code,
       province = excluded.province, gift = excluded.gift, shopify_updated_at = excluded.shopify_updated_at, read_at = excluded.read_at
     WHERE orders.read_at <= excluded.read_at`,
    [readAt],
  );
  // Lines whose order came in an earlier batch: sum that order again.
  await sql.query(
    `UPDATE orders o SET goods_minor = s.goods - o.amount_only_refunds_minor, ordered_minor = s.ordered
     FROM (${SUMS} WHERE order_id IN (SELECT order_id FROM staged_line EXCEPT SELECT order_id FROM staged_order) GROUP BY order_id) s
     WHERE o.shop_id = current_shop() AND o.order_id = s.order_id AND o.read_at = $1`,
    [readAt],
  );
  await copyRows(
    sql,
    "late_code",
    { order_id: "text", code: "text" },
    batch.lateCodes.map(({ orderId, code }) => [orderId, code]),
  );
  await sql.query(
    `UPDATE orders o SET codes = o.codes || l.codes FROM (SELECT order_id, array_agg(DISTINCT code) AS codes FROM late_code GROUP BY 1) l
     WHERE o.shop_id = current_shop() AND o.order_id = l.order_id AND o.read_at = $1 AND NOT o.codes @> l.codes`,
    [readAt],
  );
}

const SUMS = `SELECT order_id, coalesce(sum(goods_minor) FILTER (WHERE NOT gift_card), 0)::bigint AS goods, coalesce(sum(ordered_minor) FILTER (WHERE NOT gift_card), 0)::bigint AS ordered FROM order_line`;

const LINE_COLUMNS = {
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

const lineRows = ({ lines }: ClosedBatch): Cell[][] =>
  lines.map((line) => [
    line.orderId,
    line.lineId,
    line.productId,
    line.variantId,
    line.title,
    line.quantity,
    line.currentQuantity,
    line.goodsMinor,
    line.orderedMinor,
    line.giftCard,
  ]);

const BUYER_COLUMNS = {
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

/** One row a buyer: the same person stands in each of their orders. */
function buyerRows(orders: ReadOrder[]): Cell[][] {
  const byId = new Map<string, ReadBuyer & { currency: string }>();
  for (const { buyer, currency } of orders) if (buyer) byId.set(buyer.buyerId, { ...buyer, currency });
  return [...byId.values()].map((one) => [
    one.buyerId,
    one.firstName,
    one.lastName,
    one.email,
    one.consent,
    one.countryCode,
    one.province,
    one.city,
    one.currency,
  ]);
}

const ORDER_COLUMNS = {
  order_id: "text",
  name: "text",
  buyer_id: "text",
  email: "text",
  placed_at: "timestamptz",
  cancelled_at: "timestamptz",
  paid_at: "timestamptz",
  fulfilled_at: "timestamptz",
  test: "boolean",
  renewal: "boolean",
  currency: "text",
  amount_only_refunds_minor: "bigint",
  financial_status: "text",
  source_name: "text",
  tags: "text[]",
  codes: "text[]",
  click_id: "text",
  buyer_order_index: "int",
  country_code: "text",
  province: "text",
  gift: "boolean",
  shopify_updated_at: "timestamptz",
};

const orderRows = (orders: ReadOrder[]): Cell[][] =>
  orders.map((order) => [
    order.orderId,
    order.name,
    order.buyer?.buyerId ?? null,
    order.email,
    order.placedAt,
    order.cancelledAt,
    order.paid ? order.placedAt : null,
    order.fulfilledAt,
    order.test,
    order.renewal,
    order.currency,
    order.amountOnlyRefundsMinor,
    order.financialStatus,
    order.sourceName,
    order.tags,
    order.codes,
    clickIdOf(order.attributes),
    order.buyerOrderIndex,
    order.countryCode,
    order.province,
    order.gift,
    order.updatedAt,
  ]);
