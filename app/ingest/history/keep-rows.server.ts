/**
 * A batch's orders and lines from the temporary tables into the real ones. In a first reading nothing is there yet, and a
 * plain insertion costs half of one that is ready for a conflict at every row: so that is tried first, and what conflicts
 * after all (a webhook was quicker, a line came twice, the history is read again) is merged row by row.
 */
import type { ClientBase, DatabaseError } from "pg";

const UNIQUE_VIOLATION = "23505";

/** @returns false: something was there already, and nothing was inserted */
export async function insertRows(sql: ClientBase, readAt: Date): Promise<boolean> {
  await sql.query("SAVEPOINT plain");
  try {
    await sql.query(INSERT_ORDERS, [readAt]);
    await sql.query(INSERT_LINES, [readAt]);
    return true;
  } catch (error) {
    if ((error as DatabaseError).code !== UNIQUE_VIOLATION) throw error;
    await sql.query("ROLLBACK TO SAVEPOINT plain");
    return false;
  }
}

/**
 * What was read before this file was asked for is replaced; what was read later stays. So does whose an order is: the file may know of a
 * merge that we have not heard of, or not yet of one that we have. @returns the orders that it gives to another
 */
export async function mergeRows(sql: ClientBase, readAt: Date): Promise<string[]> {
  await sql.query(
    `${INSERT_ORDERS}
     ON CONFLICT (shop_id, order_id) DO UPDATE SET name = excluded.name, buyer_id = ${OF_WHOM}, email = excluded.email, placed_at = excluded.placed_at,
       cancelled_at = excluded.cancelled_at, deleted_at = NULL, paid_at = excluded.paid_at, fulfilled_at = excluded.fulfilled_at, test = excluded.test, renewal = excluded.renewal,
       currency = excluded.currency, goods_minor = excluded.goods_minor, ordered_minor = excluded.ordered_minor, units = excluded.units,
       amount_only_refunds_minor = excluded.amount_only_refunds_minor, financial_status = excluded.financial_status, source_name = excluded.source_name,
       tags = excluded.tags, codes = excluded.codes, click_id = excluded.click_id, buyer_order_index = excluded.buyer_order_index, country_code = excluded.country_code,
       province = excluded.province, gift = excluded.gift, shopify_updated_at = excluded.shopify_updated_at, read_at = excluded.read_at
     WHERE orders.read_at <= excluded.read_at`,
    [readAt],
  );
  await sql.query(
    `${INSERT_LINES.replace("SELECT", "SELECT DISTINCT ON (order_id, line_id)")}
     ON CONFLICT (shop_id, order_id, line_id) DO UPDATE SET product_id = excluded.product_id, variant_id = excluded.variant_id, title = excluded.title,
       quantity = excluded.quantity, current_quantity = excluded.current_quantity, goods_minor = excluded.goods_minor, ordered_minor = excluded.ordered_minor,
       gift_card = excluded.gift_card, read_at = excluded.read_at
     WHERE order_line.read_at <= excluded.read_at`,
    [readAt],
  );
  const { rows } = await sql.query<{ order_id: string }>(
    `SELECT order_id FROM staged_order s WHERE buyer_id <> (SELECT o.buyer_id FROM orders o WHERE o.shop_id = current_shop() AND o.order_id = s.order_id)`,
  );
  return rows.map(({ order_id }) => order_id);
}

const OF_WHOM = "CASE WHEN excluded.buyer_id IS NOT NULL THEN coalesce(orders.buyer_id, excluded.buyer_id) END";

const time = (staged: string): string => `to_timestamp(${staged}::float8 / 1000)`;

const OF_THE_ERASED = "buyer_id IN (SELECT buyer_id FROM buyer WHERE shop_id = (SELECT current_shop()) AND erased_at IS NOT NULL)";

/**
 * The e-mail and the province of whom we erased stay out (as in saveOrder), although Shopify still had them when the file was written. All of them are read once,
 * by an index of theirs (buyer_erased): looking for each order's buyer took a third of an insertion.
 */
const INSERT_ORDERS = `
  INSERT INTO orders (shop_id, order_id, name, buyer_id, email, placed_at, cancelled_at, paid_at, fulfilled_at, test, renewal, currency, goods_minor, ordered_minor, units,
    amount_only_refunds_minor, financial_status, source_name, tags, codes, click_id, buyer_order_index, country_code, province, gift, shopify_updated_at, read_at)
  SELECT (SELECT current_shop()), order_id, name, buyer_id,
    CASE WHEN ${OF_THE_ERASED} THEN NULL ELSE email END,
    ${time("placed_at")}, ${time("cancelled_at")}, ${time("paid_at")}, ${time("fulfilled_at")}, test, renewal, currency, goods_minor, ordered_minor, units,
    amount_only_refunds_minor, financial_status, source_name, tags, codes, click_id, buyer_order_index, country_code,
    CASE WHEN ${OF_THE_ERASED} THEN NULL ELSE province END, gift, ${time("shopify_updated_at")}, $1
  FROM staged_order o`;

const INSERT_LINES = `
  INSERT INTO order_line (shop_id, order_id, line_id, product_id, variant_id, title, quantity, current_quantity, goods_minor, ordered_minor, gift_card, read_at)
  SELECT (SELECT current_shop()), order_id, line_id, product_id, variant_id, title, quantity, current_quantity, goods_minor, ordered_minor, gift_card, $1 FROM staged_line`;
